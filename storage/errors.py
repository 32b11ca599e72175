"""What can go wrong while keeping and answering.

StorageError
├── ArchiveError      a record of the archive is absent, damaged or too large (raised by ``storage.archive``)
└── DatabaseError     the database cannot be used as it is (raised by ``storage.session``; says what to do)
"""


class StorageError(Exception):
    """The root of everything this package raises on purpose; its text is one line for people."""


class ArchiveError(StorageError):
    """A record of the archive cannot be had or kept: raised by ``storage.archive``, printed by the command."""


class DatabaseError(StorageError):
    """A URL that names no database of ours, or a schema that is not the one this program writes."""
