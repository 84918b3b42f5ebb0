"""What setting up asks for, and what a file of staff says, with no database and no page."""
