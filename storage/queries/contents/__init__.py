"""What is asked of the reports as they are shown, or were at a moment."""
