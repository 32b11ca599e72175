"""Files that are closed, packed anew: with a dictionary a site as ``.warc.zst``, or back as ``.warc.gz``.

The records stay as they are, byte for byte. A move is begun by putting its record beside the files; then the new files
get their names, the database is told, and the former files go. Until all new files are there only the former count,
from then on only the new: a process that is killed at any point leaves one of the two.
"""
