"""Why a file that a person named gave no bytes, and what to do about it."""

import click

from storage.records import Refusal


def unopened(path: str, error: OSError) -> Refusal:
    """The refusal of a path that could not be opened or read."""
    if isinstance(error, FileNotFoundError):
        return Refusal("not_found", "no such file; check the path")
    if isinstance(error, IsADirectoryError):
        return Refusal(
            "is_a_directory", f"this is a folder; name its files, for example {click.format_filename(path)}/*"
        )
    if isinstance(error, PermissionError):
        return Refusal("no_permission", "the file may not be read; change its permissions")
    return Refusal("io_error", f"the file cannot be read: {(error.strerror or str(error)).lower()}")
