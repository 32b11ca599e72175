"""``nianbao export``: everything as files."""

from pathlib import Path

import click

from nianbao.cli import show
from nianbao.cli.database import NOTHING, database


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "kind",
    type=click.Choice(["csv", "parquet", "xlsx"]),
    default="csv",
    show_default=True,
    help="What the files are.",
)
@click.option("--all-versions", is_flag=True, help="Every version of every report, instead of the current ones.")
def export(folder: Path, kind: str, all_versions: bool) -> None:
    """Write everything as CSV, Parquet or workbooks.

    DIR gets cells, reports, agencies, findings and measures, with a datapackage.json that describes them. Files of an
    earlier export are replaced when all are written, others are left alone.
    """
    from storage.export import export as write

    with database() as engine:
        files = write(engine, folder, kind, all_versions=all_versions)
    show.table(["file", "rows"], [(folder / file.path.name, f"{file.rows:,}") for file in files], right=["rows"])
    if not any(file.rows for file in files if file.table.name == "agencies"):
        show.warn(NOTHING)
