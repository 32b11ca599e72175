"""New files in the place of former ones, and the end of what a killed process began."""

from collections.abc import Callable, Iterator

from storage.archive.files import Files
from storage.archive.moving.move import Move
from storage.archive.moving.names import round_of
from storage.archive.store import PACKED

Tell = Callable[[Move], object]
"""Has the database point to the new places, in one transaction; to be called again does no harm."""


def swap(files: Files, move: Move, tell: Tell) -> None:
    """Drafts of all new files are on disk. What is done here is finished by ``settle`` wherever it is cut off."""
    files.store.put(round_of(move.by[0]).record, move.to_bytes())
    for name in move.by:
        files.store.publish(name)
    _finish(files, move, tell)


def settle(files: Files, tell: Tell) -> Iterator[str]:
    """End what was begun: forwards where all new files are there, else back. Tells what it did.

    Only for who has the archive's moves to itself: drafts that nobody writes to are thrown away.
    """
    listed = files.store.names()
    for move in files.moves(listed):
        if set(move.by) <= set(listed):
            _finish(files, move, tell)
            yield f"{', '.join(move.replaced)}: the move to {len(move.by)} new files is finished, which was cut off"
        elif not set(move.replaced) <= set(listed):
            yield f"{', '.join(move.replaced)}: files are lost on both sides of a move: put them back from a copy"
        else:
            for name in move.by:
                files.store.remove(name)
            files.store.remove(round_of(move.by[0]).record)
            yield f"{', '.join(move.replaced)}: stays as it is, a move was cut off before its new files were there"
    for name in files.store.drafts():
        files.store.discard(name)


def told_again(files: Files, names: list[str], tell: Tell) -> Iterator[str]:
    """For a database that was restored from before a move: ``names`` are the files that its captures stand in."""
    there = set(files.store.names())
    for name in names:
        missing = name
        while missing.endswith(PACKED) and missing not in there:
            move = files.move_from(missing)
            if move is None or missing not in move.replaced:
                break
            tell(move)
            yield f"{missing}: the database is told where its records stand now"
            missing = next((each for each in move.by if each not in there), "")


def _finish(files: Files, move: Move, tell: Tell) -> None:
    tell(move)
    for name in move.replaced:
        files.store.remove(name)
