"""What is worked out after a load and kept, so that questions over a whole country read few rows."""
