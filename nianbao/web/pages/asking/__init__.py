"""What people ask: words, SQL, numbers side by side."""
