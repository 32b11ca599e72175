"""表二 in running text, each block by its own headings."""

from collections.abc import Sequence

import forms
from crawler.extractors.align.drawings.running.runs import RULE, Run, cells_of, label_of, names_in
from crawler.extractors.align.ledger import Ledger
from crawler.extractors.grid import Placed
from crawler.extractors.labels import Spellings, normal
from crawler.extractors.numbers import unit_of_heading
from forms import Block


def read(piece: Sequence[Run], table: str, ledger: Ledger) -> None:
    """The rows of one piece that have as many numbers as their block has columns."""
    of = forms.table(table)
    columns = Spellings((c.key, (c.label, *c.aliases)) for c in of.columns)
    rows = Spellings((r.key, (r.label, *r.aliases)) for r in of.rows)
    headings: list[str] = []
    unit: str | None = None
    found: list[tuple[str, dict[str, Placed], str | None]] = []
    for run in piece:
        keys, before = label_of(run.words, rows)
        if named := list(names_in(run.words[:before], columns)):
            headings = named
            unit = next((u for token in run.words[:before] if (u := unit_of_heading(normal(token)))), None)
            if not keys and run.values:
                return  # numbers stand before the first label: then they may do so everywhere
        block = _block(of.blocks, of.row(keys[0]) if keys else None)
        alone = not any(names_in(run.words[:before], rows))
        if block and alone and sorted(headings) == sorted(block.columns) and len(run.values) == len(headings):
            found.append((keys[0], cells_of(headings, run.values), unit))
    for key, cells, unit in found:
        ledger.put_row(table, key, cells, None, rule=RULE, units=dict.fromkeys(cells, unit))


def _block(blocks: Sequence[Block], row: forms.Row | None) -> Block | None:
    return next((block for block in blocks if row is not None and block.key == row.parent), None)
