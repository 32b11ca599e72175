"""What reads documents: files, and the archive again."""
