"""What can go wrong while keeping and answering.

StorageError
└── ArchiveError      a record of the archive is absent, damaged or too large (raised by ``storage.archive``)
"""


class StorageError(Exception):
    """The root of everything this package raises on purpose; its text is one line for people."""


class ArchiveError(StorageError):
    """A record of the archive cannot be had or kept: raised by ``storage.archive``, printed by the command."""
