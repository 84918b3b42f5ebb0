"""What may happen to a post, and why not: pure."""
