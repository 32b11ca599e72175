"""What becomes of an answer: archived before anything else, then read, then stored."""
