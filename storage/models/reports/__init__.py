"""Reports and their versions, with all that they say but the numbers."""
