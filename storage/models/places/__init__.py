"""Who reports: districts and their agencies."""
