"""What a home holds, times aside: two that went through the same nights must not differ, whatever happened to them."""

import csv
import gzip
import io
import sqlite3
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from storage.archive import Archive
from tests.torture.victim import Victim, folder

Row = tuple[str, ...]
Rows = list[Row]
Contents = Mapping[str, Rows]

_DAY = "2030-01-01"
_TIMES = frozenset({"captured_at"})
_LEFT = ("*.rebuilding*", ".*", "*.part", "*.draft")
"""What a command that was killed may have left, and the next one must have taken away."""


def contents(home: Victim, **variables: str) -> Contents:
    """Every version of every report with its cells and findings, and what is missing, as they are given away."""
    found: dict[str, Rows] = {}
    with folder() as given:
        home.well("export", str(given / "all"), "--all-versions", **variables)
        home.well("release", str(given), "--date", _DAY, **variables)
        for path in sorted((given / "all").glob("*.csv")):
            found[path.stem] = _rows(path.read_text("utf-8"))
        for path in sorted((given / f"nianbao-{_DAY}" / "data").glob("*.csv.gz")):
            found[f"released {path.name.partition('.')[0]}"] = _rows(gzip.decompress(path.read_bytes()).decode())
    return found


def _rows(text: str) -> Rows:
    heads, *rows = csv.reader(io.StringIO(text))
    kept = [n for n, head in enumerate(heads) if head not in _TIMES]
    return sorted(tuple(row[n] for n in kept) for row in rows)


def bodies(home: Victim, url: str | None = None) -> set[tuple[str, str]]:
    """Address and digest of every body that the archive has."""
    found = set()
    archive = Archive(url or str(home.folder / "archive"))
    for entry in archive.entries():
        if entry.capture is not None and not entry.capture.unchanged:
            archive.read(entry.capture.pointer)
            found.add((entry.capture.url, entry.capture.sha256))
    return found


def differences(expected: Contents, found: Contents) -> list[str]:
    """What two homes do not agree on, in a line each."""
    told = []
    for name in sorted(expected.keys() | found.keys()):
        ours, theirs = expected.get(name, []), found.get(name, [])
        if ours != theirs:
            lost, more = (sorted(one - other) for one, other in _both_ways(Counter(ours), Counter(theirs)))
            sample = (
                *(f"-{','.join(row)[:120]}" for row in lost[:2]),
                *(f"+{','.join(row)[:120]}" for row in more[:2]),
            )
            told.append(f"{name}: {len(ours)} rows became {len(theirs)}; {' '.join(sample)}")
    return told


def _both_ways(one: Counter[Row], other: Counter[Row]) -> tuple[tuple[Counter[Row], Counter[Row]], ...]:
    return ((one, other), (other, one))


def lost(
    undisturbed: Victim,
    disturbed: Victim,
    expected: Contents | None = None,
    *,
    archive: str | None = None,
    database: Path | None = None,
) -> list[str]:
    """What the second home lacks of the first, or has otherwise, or should not have."""
    told = differences(expected or contents(undisturbed), contents(disturbed))
    told += [
        f"the body {sha256[:12]} of {url} is not archived"
        for url, sha256 in bodies(undisturbed) - bodies(disturbed, archive)
    ]
    return told + unsound(disturbed, database)


def unsound(home: Victim, database: Path | None = None) -> list[str]:
    """A damaged database, and what nobody will take away."""
    told = []
    database = database or home.folder / "nianbao.db"
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        for pragma in ("integrity_check", "foreign_key_check"):
            said = connection.execute(f"PRAGMA {pragma}").fetchall()
            if said not in ([], [("ok",)]):
                told.append(f"{pragma}: {said[:3]}")
    return told + [f"{path.name} is left" for path in leftovers(home.folder)]


def leftovers(place: Path) -> list[Path]:
    """Drafts that nobody works on any more."""
    return sorted({path for pattern in _LEFT for path in place.glob(pattern)})
