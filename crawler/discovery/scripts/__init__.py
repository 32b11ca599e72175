"""What a page's own scripts open: read from their text, never run."""
