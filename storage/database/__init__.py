"""The database as a whole: its migrations, its dictionary of measures, its copies, made anew, and rows in bulk."""
