"""What is kept and given away: exports, releases, the archive, the database itself."""
