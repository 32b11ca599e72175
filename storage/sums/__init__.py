"""What is worked out after a load and kept: sums and counts of a district, of its reports, and of their findings."""
