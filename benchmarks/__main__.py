"""`python -m benchmarks [--quick] [--json] [PART…]`: measures the parts one after the other and prints the lines."""

import argparse
import importlib
import json
import platform
import sys

from benchmarks.lines import Line, show

PARTS = (
    "reading",
    "documents",
    "formats",
    "crawl",
    "hosts",
    "frontier",
    "storage",
    "loading",
    "exports",
    "asking",
    "asking_words",
    "archive",
    "reextraction",
    "workers",
    "serving",
    "startup",
)
LONG = ("asking_million", "national")
"""Parts that are measured only when they are named."""


def main() -> int:
    """Exit 0 whether goals are met or not: a figure depends on the machine, and a person judges it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS + LONG)}; default: all but the last two"
    )
    parser.add_argument("--quick", action="store_true", help="fewer pages and rounds, for a first look")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    options = parser.parse_args()
    if unknown := set(options.parts) - {*PARTS, *LONG}:
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    lines: list[Line] = []
    for part in options.parts or PARTS:
        measured = list(importlib.import_module(f"benchmarks.{part}").measure(quick=options.quick))
        lines += measured
        if options.json:
            print("\n".join(json.dumps(line.record(), ensure_ascii=False) for line in measured), flush=True)
        else:
            show(measured)
    if not options.json:
        print(f"\n{_closing(lines)}")
    return 0


def _closing(lines: list[Line]) -> str:
    judged = [line.met for line in lines if line.met is not None]
    machine = f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"
    return f"{judged.count(True)} of {len(judged)} goals met (CPU time, compared side by side; {machine})"


if __name__ == "__main__":
    sys.exit(main())
