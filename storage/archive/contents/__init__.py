"""What a record says: its bytes as WARC and HTTP, and the captures and notes in it."""
