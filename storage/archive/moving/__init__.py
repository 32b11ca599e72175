"""Where records stand that were moved to other files: what is moved keeps a record of it beside the files."""
