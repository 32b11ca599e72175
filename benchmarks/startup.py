"""What a command costs before it does anything: CPU of whole processes, against a bare interpreter."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks import pages
from benchmarks.lines import Line
from benchmarks.rounds import children_too, interleave, ratio

_AREA = "start-up"


def measure(quick: bool) -> Iterator[Line]:
    """``nianbao --help``, and ``nianbao extract`` on one page, its reading included."""
    nianbao = str(Path(sys.executable).with_name("nianbao"))
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(next(iter(pages.generate(1))), encoding="utf-8")
        commands = {
            "bare": [sys.executable, "-c", ""],
            "help": [nianbao, "--help"],
            "extract": [nianbao, "extract", str(page)],
        }
        for command in commands.values():
            _run(command)
        variants = {name: (lambda _, command=command: _run(command)) for name, command in commands.items()}
        spent = interleave(variants, range(5 if quick else 15), children_too)
    yield Line(_AREA, "nianbao --help", median(spent["help"]), "s", at_most=0.3)
    yield Line(_AREA, "… of a bare interpreter", ratio(spent["help"], spent["bare"]), "x", at_most=5)
    yield Line(_AREA, "nianbao extract FILE", median(spent["extract"]), "s")
    yield Line(_AREA, "… of a bare interpreter", ratio(spent["extract"], spent["bare"]), "x")


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)
