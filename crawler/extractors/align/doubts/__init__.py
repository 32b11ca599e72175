"""What speaks against a reading that labels alone would allow: sums, and rows that may have slid."""
