"""What a document says beside its cells: whose report it is, of which year, its sections, and what is no table."""
