"""Between spider and network: whom we may ask, what stands in the way, and what did not change."""
