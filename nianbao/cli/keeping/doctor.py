"""``nianbao doctor``: what is installed, configured and within reach."""

import os
import sys
from dataclasses import asdict

import click

from nianbao.cli import options, show


@click.command()
@options.as_json
def doctor(as_json: bool) -> None:
    """Say what is installed, configured and reachable.

    Each line is ok, warn or fail, with what to do. The exit status is 1 when something fails. Nothing is changed.
    """
    from nianbao.doctor import Grade, examine
    from storage.settings import Settings

    lines = list(examine(Settings.from_environment(os.environ)))
    if as_json:
        for line in lines:
            show.line(asdict(line))
    else:
        show.table(
            ["", "part", "found"], [(line.grade.value, line.subject, _told(line.says, line.remedy)) for line in lines]
        )
    failing = [line.subject for line in lines if line.grade is Grade.FAIL]
    if not as_json:
        show.say(f"To mend: {', '.join(failing)}." if failing else "Everything that is needed is there.")
    if failing:
        sys.exit(1)


def _told(says: str, remedy: str) -> str:
    return f"{says} → {remedy}" if remedy else says
