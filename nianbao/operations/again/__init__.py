"""Documents of the archive read again: by which processes, in which batches, and what becomes of the database."""
