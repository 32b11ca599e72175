"""Tables of which nothing is left but their words and numbers in running text, one cell or one row a line.

Where blanks got lost nothing tells which number is whose, so a row counts only when exactly as many numbers as the
table has columns stand between its label and the next words, and when they add up. A label without numbers right
before another makes the numbers after both nobody's.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import forms
from crawler.extractors import numbers
from crawler.extractors.align import applicants, disputes, requests, sums
from crawler.extractors.align.ledger import Ledger
from crawler.extractors.document import Paragraph, Table
from crawler.extractors.grid import Placed
from crawler.extractors.labels import Spellings, normal
from crawler.extractors.numbers import unit_of_heading
from forms import Block
from storage.records import State

_PROSE = 90
_MOST_WORDS = 48
"""A run of words longer than that is no longer the labels and headings before a row of numbers."""
_COLON = re.compile(r"[:：](?=[^:：]*$)")
_BROKEN = 5
"""A label may be broken over so many lines."""
RULE = "between its label and the next words"


@dataclass(slots=True)
class Run:
    """Words, and the numbers that follow them directly."""

    words: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)


def segments(blocks: Sequence[Paragraph | Table]) -> Iterator[list[Run]]:
    """The running text cut where prose or a table stands; each piece as runs of words and the numbers behind them."""
    piece: list[Run] = [Run()]
    for block in blocks:
        if isinstance(block, Table) or "。" in block.text or len(block.text) > _PROSE:
            yield piece
            piece = [Run()]
            continue
        for token in block.text.split():
            if _is_value(token):
                piece[-1].values.append(token)
            elif piece[-1].values:
                piece.append(Run([token]))
            else:
                piece[-1].words.append(token)
                del piece[-1].words[:-_MOST_WORDS]
    yield piece


def words(blocks: Sequence[Paragraph | Table]) -> set[str]:
    """Every short word of the running text, to recognise the form by; of label and number the label."""
    return {
        token.removeprefix("信息内容")
        for block in blocks
        if isinstance(block, Paragraph) and len(block.text) <= _PROSE
        for token in (*block.text.split(), block.text, _COLON.split(block.text)[0])
    }


def read(blocks: Sequence[Paragraph | Table], form: str, ledger: Ledger) -> None:
    """What the running text says of the form's tables, where it says it beyond doubt."""
    tables = forms.form(form).tables
    pieces = [piece for piece in segments(blocks) if len(piece) > 1 or piece[0].values]
    for key in tables:
        if forms.table(key).blocks:
            for piece in pieces:
                _disclosure(piece, key, ledger)
    if "t3" in tables:
        _requests(pieces, ledger)
    if "t4" in tables and not any(measure.table == "t4" for measure in ledger.cells):
        _disputes(pieces, blocks, ledger)


def _is_value(token: str) -> bool:
    return numbers.read(token).state is not State.UNREADABLE


def _label(tokens: Sequence[str], known: Spellings) -> tuple[tuple[str, ...], int]:
    """The rows that the last tokens together name, and how many tokens stand before them."""
    for size in range(min(_BROKEN, len(tokens)), 0, -1):
        if keys := known.exact("".join(tokens[-size:])):
            return keys, len(tokens) - size
    return (), len(tokens)


def _names(tokens: Sequence[str], known: Spellings) -> Iterator[str]:
    """Every row or column named in these tokens, in their order, broken ones included."""
    i = 0
    while i < len(tokens):
        for size in range(min(_BROKEN, len(tokens) - i), 0, -1):
            joined = "".join(tokens[i : i + size])
            if keys := known.exact(joined) or known.exact(normal(joined).removeprefix("信息内容")):
                yield keys[0]
                i += size - 1
                break
        i += 1


def _cells(keys: Sequence[str | None], texts: Sequence[str]) -> dict[str, Placed]:
    return {key: Placed(text, 0, n, 1, 1) for n, (key, text) in enumerate(zip(keys, texts, strict=True)) if key}


# ------------------------------------------------------------------ 表三


def _requests(pieces: Sequence[Sequence[Run]], ledger: Ledger) -> None:
    runs = [run for piece in pieces for run in piece]
    start = next((n for n, run in enumerate(runs) if _row(run.words)[0] not in (None, *_SHORT)), None)
    if start is None or _has_stray(runs[:start]):
        return
    _, before = _row(runs[start].words)
    columns = _columns(runs[start].words[:before])
    found: dict[str, dict[str, Placed]] = {}
    twice: set[str] = set()
    for run in runs[start:]:
        key, before = _row(run.words)
        if key is None or len(run.values) != len(columns) or _leaves(run.words[:before]):
            continue
        cells = _cells(columns, run.values)
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
    keys, before = _label(tokens, requests.ROWS)
    leaves = [key for key in keys if key not in requests.GROUPS]
    return (leaves[0] if leaves else None), before


def _leaves(tokens: Sequence[str]) -> list[str]:
    """Rows that are named and have no numbers of their own; columns and groups are not among them."""
    named = _names(tokens, requests.ROWS)
    return [key for key in named if key not in requests.GROUPS and key not in ("results_total", "other_misc")]


def _columns(tokens: Sequence[str]) -> list[str]:
    """The columns as the words before the first row name them; those of the form when they do not name all."""
    named = list(_names(tokens, _HEADINGS))
    named = named[next((i for i, key in enumerate(named) if key in ("applicants", "legal_person")), 0) :]
    inner = [key for key in named if key.startswith("lp_")]
    outer = [key for key in named if key in ("natural_person", "total", "legal_person")]
    if "legal_person" in outer:
        at = outer.index("legal_person")
        order = [*outer[:at], *inner, *outer[at + 1 :]]
    else:
        order = [key for key in named if key in applicants.ORDER]
    if "legal_person_subtotal" in named:
        order.insert(order.index(inner[-1]) + 1 if inner else 0, "legal_person_subtotal")
    whole = sorted(key for key in order if key in applicants.ORDER) == sorted(applicants.ORDER)
    return order if whole else list(applicants.ORDER)


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


# ------------------------------------------------------------------ 表二


def _disclosure(piece: Sequence[Run], table: str, ledger: Ledger) -> None:
    of = forms.table(table)
    columns = Spellings((c.key, (c.label, *c.aliases)) for c in of.columns)
    rows = Spellings((r.key, (r.label, *r.aliases)) for r in of.rows)
    headings: list[str] = []
    unit: str | None = None
    found: list[tuple[str, dict[str, Placed], str | None]] = []
    for run in piece:
        keys, before = _label(run.words, rows)
        if named := list(_names(run.words[:before], columns)):
            headings = named
            unit = next((u for token in run.words[:before] if (u := unit_of_heading(normal(token)))), None)
            if not keys and run.values:
                return  # numbers stand before the first label: then they may do so everywhere
        block = _block(of.blocks, of.row(keys[0]) if keys else None)
        alone = not any(_names(run.words[:before], rows))
        if block and alone and sorted(headings) == sorted(block.columns) and len(run.values) == len(headings):
            found.append((keys[0], _cells(headings, run.values), unit))
    for key, cells, unit in found:
        ledger.put_row(table, key, cells, None, rule=RULE, units=dict.fromkeys(cells, unit))


def _block(blocks: Sequence[Block], row: forms.Row | None) -> Block | None:
    return next((block for block in blocks if row is not None and block.key == row.parent), None)


# ------------------------------------------------------------------ 表四


def _disputes(pieces: Sequence[Sequence[Run]], blocks: Sequence[Paragraph | Table], ledger: Ledger) -> None:
    """Fifteen numbers behind the headings, in running text or as the one row of numbers below the section's heading."""
    rows = [
        (_dispute_columns(run.words), run.values)
        for piece in pieces
        for run in piece
        if len(run.values) == len(disputes.ORDER) and any(disputes.GROUPS.exact(word) for word in run.words)
    ]
    rows += [(list(disputes.ORDER), row) for row in _bare_rows(blocks)]
    if len(rows) != 1:
        return
    columns, texts = rows[0]
    cells = _cells(columns, texts)
    if disputes.adds_up({key: numbers.read(cell.text).number for key, cell in cells.items()}):
        ledger.put_row("t4", "value", cells, None, rule=RULE)


def _dispute_columns(tokens: Sequence[str]) -> list[str]:
    groups = disputes.order_of_groups(list(_names(tokens, disputes.GROUPS)))
    leaves = list(_names(tokens, disputes.LEAVES))
    runs = [leaves[i : i + 5] for i in range(0, len(leaves), 5)]
    if sorted(groups) != sorted(disputes.PREFIXES) or len(leaves) != len(disputes.ORDER):
        return list(disputes.ORDER)
    if any(run != runs[0] for run in runs):
        return list(disputes.ORDER)
    return [f"{group}_{leaf}" for group, run in zip(groups, runs, strict=True) for leaf in run]


def _bare_rows(blocks: Sequence[Paragraph | Table]) -> Iterator[list[str]]:
    """Rows of exactly fifteen values, without a word, in tables between the heading of 表四 and the next prose."""
    inside = False
    for block in blocks:
        if isinstance(block, Paragraph):
            label = normal(block.text[:_PROSE])
            begins = len(label) <= 40 and "行政复议" in label and "行政诉讼" in label
            inside = begins or (inside and "。" not in label)
        elif inside:
            for row in block.rows:
                texts = [span.text for span in row]
                if len(texts) == len(disputes.ORDER) and all(texts) and all(map(_is_value, texts)):
                    yield texts
