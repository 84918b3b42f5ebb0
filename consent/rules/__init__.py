"""What a yes is: pure rules, with no database, clock or page."""
