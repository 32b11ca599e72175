"""``CHANGES.md``: what changed since the release before, district by district; the tables have every row."""

from datetime import date

from storage.release.changes import Counts
from storage.release.tables import CHANGES

_CELLS = "changed cells"


def changelog(day: date, before: str | None, counts: Counts | None) -> str:
    """For people; ``before`` is the name of the release that was compared with, None where there was none."""
    lines = [f"# Changes in release {day}", ""]
    if before is None or counts is None:
        return "\n".join([*lines, "No release before this one was compared with it."]) + "\n"
    kinds = [kind for kind, _ in CHANGES]
    total = counts.total
    told = ", ".join(f"{total[kind]:,} {kind}" for kind in kinds)
    lines += [f"Since `{before}`: reports {told}; cells that differ in reports of both: {counts.cells.total():,}.", ""]
    lines += [f"- `{kind}`: {meaning.en} · {meaning.zh}" for kind, meaning in CHANGES]
    lines += ["", "Every row is in `data/changed_reports.csv.gz` and `data/changed_cells.csv.gz`.", ""]
    if counts.reports:
        lines += [_row(["code", "district", *kinds, _CELLS]), _row(["---"] * (len(kinds) + 3))]
        for code in sorted(counts.reports):
            of = counts.reports[code]
            lines.append(_row([code, counts.names[code], *(of[kind] for kind in kinds), counts.cells[code]]))
    return "\n".join(lines) + "\n"


def _row(cells: list[object] | list[str]) -> str:
    return f"| {' | '.join(map(str, cells))} |"
