"""What a crash of the machine may not take away."""

import os
from pathlib import Path


def sync(path: Path) -> None:
    """Return when what a file holds, or what names a folder has, is on disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
