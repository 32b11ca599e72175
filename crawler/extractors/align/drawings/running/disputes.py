"""表四 in running text: its fifteen numbers in one row."""

from collections.abc import Iterator, Sequence

from crawler.extractors import numbers
from crawler.extractors.align import disputes
from crawler.extractors.align.drawings.running.runs import PROSE, RULE, Run, cells_of, is_value, names_in
from crawler.extractors.align.ledger import Ledger
from crawler.extractors.document import Paragraph, Table
from crawler.extractors.labels import normal


def read(pieces: Sequence[Sequence[Run]], blocks: Sequence[Paragraph | Table], ledger: Ledger) -> None:
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
    cells = cells_of(columns, texts)
    if disputes.adds_up({key: numbers.read(cell.text).number for key, cell in cells.items()}):
        ledger.put_row("t4", "value", cells, None, rule=RULE)


def _dispute_columns(tokens: Sequence[str]) -> list[str]:
    groups = disputes.order_of_groups(list(names_in(tokens, disputes.GROUPS)))
    leaves = list(names_in(tokens, disputes.LEAVES))
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
            label = normal(block.text[:PROSE])
            begins = len(label) <= 40 and "行政复议" in label and "行政诉讼" in label
            inside = begins or (inside and "。" not in label)
        elif inside:
            for row in block.rows:
                texts = [span.text for span in row]
                if len(texts) == len(disputes.ORDER) and all(texts) and all(map(is_value, texts)):
                    yield texts
