"""``nianbao metrics``: for a monitoring system."""

import os
from pathlib import Path

import click

from nianbao.cli.database import asked


@click.command()
@click.option(
    "--textfile",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write them there, for the textfile collector of node_exporter; the file is there whole or not at all.",
)
def metrics(textfile: Path | None) -> None:
    """Print metrics in the format of Prometheus."""
    from nianbao.metrics import exposition

    with asked() as connection:
        page = exposition(connection)
    if textfile is None:
        click.echo(page, nl=False)
        return
    draft = textfile.with_name(f".{textfile.name}.{os.getpid()}")
    draft.write_bytes(page)
    draft.replace(textfile)
