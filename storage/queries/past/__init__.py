"""What is asked of a report's past, and where it came from."""
