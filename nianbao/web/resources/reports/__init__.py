"""One report and its original, what does not add up, and reading again."""
