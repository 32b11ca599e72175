"""Keeps what was fetched and read, and answers questions about it."""
