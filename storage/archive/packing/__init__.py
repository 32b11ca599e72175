"""How records are packed: each by itself, so that one can be read, or be damaged, alone."""
