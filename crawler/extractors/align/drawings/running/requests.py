"""表三 in running text: its rows count only together, when what came in is what went out."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

import forms
from crawler.extractors import numbers
from crawler.extractors.align import applicants
from crawler.extractors.align.doubts import sums
from crawler.extractors.align.drawings.running.runs import RULE, Run, cells_of, label_of, names_in
from crawler.extractors.align.ledger import Ledger
from crawler.extractors.align.requests import GROUPS, ROWS
from crawler.extractors.grid import Placed
from crawler.extractors.labels import Spellings


def read(pieces: Sequence[Sequence[Run]], ledger: Ledger) -> None:
    """The rows that add up, unless what came in is not what went out."""
    runs = [run for piece in pieces for run in piece]
    start = next((n for n, run in enumerate(runs) if _row(run.words)[0] not in (None, *_SHORT)), None)
    if start is None or _has_stray(runs[:start]):
        return
    _, before = _row(runs[start].words)
    columns = _columns(runs[start].words[:before], runs[start].lines[:before])
    found: dict[str, dict[str, Placed]] = {}
    twice: set[str] = set()
    for run in runs[start:]:
        key, before = _row(run.words)
        if key is None or len(run.values) != len(columns) or _leaves(run.words[:before]):
            continue
        cells = cells_of(columns, run.values)
        if sums.add_up(cells):
            told = {k: cell for k, cell in cells.items() if k in applicants.ORDER}
            if found.setdefault(key, told) != told:
                twice.add(key)
    if twice:
        ledger.warn(f"t3: {len(twice)} rows stand twice in running text, with other numbers; taken as missing")
        found = {key: cells for key, cells in found.items() if key not in twice}
    if _flows(found):
        for key, cells in found.items():
            ledger.put_row("t3", key, cells, None, rule=RULE)
    elif found:
        ledger.warn("t3: rows found in running text do not balance; taken as missing")


_SHORT = ("results_total", "other_misc")
"""Rows whose names are columns' names too."""


def _has_stray(runs: Sequence[Run]) -> bool:
    """Whether numbers stand between the headings and the first label: then they may stand before every label."""
    return any(applicants.GROUPS.exact(word) for run in runs if run.values for word in run.words)


def _row(tokens: Sequence[str]) -> tuple[str | None, int]:
    """The data row named right before numbers; （六）其他处理 counts as one, 其他 only behind its group or its rows."""
    keys, before = label_of(tokens, ROWS)
    leaves = [key for key in keys if key not in GROUPS]
    return (leaves[0] if leaves else None), before


def _leaves(tokens: Sequence[str]) -> list[str]:
    """Rows that are named and have no numbers of their own; columns and groups are not among them."""
    named = names_in(tokens, ROWS)
    return [key for key in named if key not in GROUPS and key not in ("results_total", "other_misc")]


def _columns(tokens: Sequence[str], lines: Sequence[int]) -> list[str]:
    """The columns as the words before the first row name them; those of the form when they do not name all.

    ``lines`` has the line of every word. Where 自然人 and 总计 stand in one without 法人或其他组织, that is printed
    higher up between them: then which came first tells nothing.
    """
    named = list(names_in(tokens, _HEADINGS))
    named = named[next((i for i, key in enumerate(named) if key in ("applicants", "legal_person")), 0) :]
    inner = [key for key in named if key.startswith("lp_")]
    outer = [key for key in named if key in ("natural_person", "total", "legal_person")]
    if "legal_person" in outer and _are_apart(tokens, lines):
        outer = ["natural_person", "legal_person", "total"]
    if "legal_person" in outer:
        at = outer.index("legal_person")
        order = [*outer[:at], *inner, *outer[at + 1 :]]
    else:
        order = [key for key in named if key in applicants.ORDER]
    if "legal_person_subtotal" in named:
        order.insert(order.index(inner[-1]) + 1 if inner else 0, "legal_person_subtotal")
    whole = sorted(key for key in order if key in applicants.ORDER) == sorted(applicants.ORDER)
    return order if whole else list(applicants.ORDER)


def _are_apart(tokens: Sequence[str], lines: Sequence[int]) -> bool:
    """Whether a line has the names of the outer columns without that of the group between them."""
    pairs = groupby(zip(lines, tokens, strict=True), key=itemgetter(0))
    named = (set(names_in([token for _, token in line], _HEADINGS)) for _, line in pairs)
    return any(names >= {"natural_person", "total"} and "legal_person" not in names for names in named)


def _headings() -> Spellings:
    table = forms.table("t3")
    columns = [(c.key, (c.label, *c.aliases)) for c in table.columns if c.key != "total"]
    total = [("total", ("总计", "合计")), ("legal_person_subtotal", ("小计", "法人或其他组织小计"))]
    return Spellings([*columns, *total, *((g.key, (g.label,)) for g in table.groups)])


_HEADINGS = _headings()


def _flows(rows: dict[str, dict[str, Placed]]) -> bool:
    """Whether what came in is what went out, for the totals; so it is when a row for that was not found."""
    totals = {key: numbers.read(cells["total"].text).number or Decimal(0) for key, cells in rows.items()}
    if not {"new_received", "carried_in", "results_total", "carried_out"} <= set(totals):
        return True
    return totals["new_received"] + totals["carried_in"] == totals["results_total"] + totals["carried_out"]
