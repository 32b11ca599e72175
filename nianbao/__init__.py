"""What people touch: the command line, and the operations that need crawler and storage together."""
