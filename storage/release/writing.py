"""The files of a release, one after the other; what is told of others is written after them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from storage import queries
from storage.export.descriptor import Written, descriptor
from storage.export.gaps import Gaps, gaps
from storage.export.place import DESCRIPTOR
from storage.release.changes import Counts, write_changes
from storage.release.data import DATA, PARQUET, data_digest, write_data, write_parquet
from storage.release.files import write_text
from storage.release.manifest import name_of, write_manifest
from storage.release.tables import CHANGED_CELLS, CHANGED_REPORTS
from storage.release.texts.changelog import changelog
from storage.release.texts.citation import LINES, Cited, citation_file
from storage.release.texts.codebook import codebook
from storage.release.texts.readme import readme


@dataclass(frozen=True, slots=True)
class Told:
    """What a release says of itself; ``counts`` of what changed are None without a release before."""

    cited: Cited
    known: Gaps
    counts: Counts | None


def write(connection: Connection, folder: Path, day: date, previous: Path | None, author: str) -> Told:
    """Everything, into an empty folder."""
    known = gaps(connection, day)
    files = write_data(connection, folder, day)
    rows = {file.table.name: file.rows for file in files}
    cited = Cited(day, author, data_digest(files), rows["reports"], rows["agencies"])
    columnar = write_parquet(connection, folder, day)
    counts = None
    if previous is not None:
        counts = write_changes(previous / DATA, folder / DATA)
        files += [
            Written(CHANGED_REPORTS, folder / DATA / "changed_reports.csv.gz", counts.total.total()),
            Written(CHANGED_CELLS, folder / DATA / "changed_cells.csv.gz", counts.cells.total()),
        ]
    _describe(folder, files, columnar, known, cited)
    before = name_of(previous) if previous is not None else None
    write_text(folder / "CHANGES.md", changelog(day, before, counts))
    districts = queries.stock(connection).districts
    for name in ("README.md", "README.zh.md"):
        write_text(folder / name, readme(name, cited, known, files, columnar, districts))
    write_manifest(folder, day, cited.data)
    return Told(cited, known, counts)


def _describe(folder: Path, files: Sequence[Written], columnar: Sequence[Written], known: Gaps, cited: Cited) -> None:
    """For programs, for citing, and the codebook."""
    more = {"version": cited.day.isoformat(), "contributors": [{"title": cited.author, "roles": ["creator"]}]}
    write_text(folder / DESCRIPTOR, descriptor(files, known, root=folder, more=more))
    if columnar:
        write_text(folder / PARQUET / DESCRIPTOR, descriptor(columnar, known, more=more))
    write_text(folder / "CITATION.cff", citation_file(cited))
    write_text(folder / LINES, f"{cited.line}\n{cited.line_zh}\n")
    names = {file.table.name for file in files}
    tables = [file.table for file in (*files, *(file for file in columnar if file.table.name not in names))]
    write_text(folder / "codebook.md", codebook("en", tables))
    write_text(folder / "codebook.zh.md", codebook("zh", tables))
