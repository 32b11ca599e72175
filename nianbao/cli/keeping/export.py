"""``nianbao export``: everything as files."""

from datetime import datetime
from pathlib import Path

import click

from nianbao.cli import options, show
from nianbao.cli.database import NOTHING, database


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "kind",
    type=click.Choice(["csv", "parquet", "xlsx", "sqlite"]),
    default="csv",
    show_default=True,
    help="What the files are; sqlite is one file, which Datasette opens.",
)
@click.option("--bom", is_flag=True, help="CSV that Excel opens as UTF-8: with a byte order mark.")
@click.option("--all-versions", is_flag=True, help="Every version of every report, instead of the current ones.")
@options.as_of
@options.narrowing
def export(
    folder: Path,
    *,
    kind: str,
    bom: bool,
    all_versions: bool,
    as_of: datetime | None,
    agency: str | None,
    district: str | None,
    year: int | None,
) -> None:
    """Write all or a part as CSV, Parquet, XLSX or SQLite.

    DIR gets cells, reports, agencies, findings and measures, with a datapackage.json that describes them. Files of an
    earlier export are replaced when all are written, others are left alone.
    """
    from storage import queries
    from storage.export import export as write

    if bom and kind != "csv":
        raise click.UsageError(f"--bom is for CSV; {kind} needs none")
    with database() as engine:
        narrowing = queries.Narrowing(agency, district, year)
        files = write(engine, folder, kind, narrowing, all_versions=all_versions, bom=bom, as_of=as_of)
    single = len({file.path for file in files}) == 1
    show.table(
        ["file", "rows"],
        [(f"{folder / file.path.name}{f': {file.table.name}' if single else ''}", f"{file.rows:,}") for file in files],
        right=["rows"],
    )
    for file in files:
        if (sheets := len(file.sheets)) > 1:
            show.say(f"{file.path.name} goes on over {sheets} sheets: a sheet holds no more than 1,048,576 rows.")
    if not any(file.rows for file in files if file.table.name == "agencies"):
        show.warn(NOTHING)
