"""A case as a .docx."""

import io

import docx

from tests.layouts.boxes import Grid, spread
from tests.layouts.case import Case


def write(case: Case) -> bytes:
    document = docx.Document()
    for block in case.blocks():
        if isinstance(block, str):
            document.add_paragraph(block)
        else:
            _table(document, block)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _table(document: "docx.document.Document", grid: Grid) -> None:
    matrix = spread(grid)
    table = document.add_table(rows=len(matrix), cols=len(matrix[0]))
    places: dict[int, list[tuple[int, int]]] = {}
    for y, row in enumerate(matrix):
        for x, box in enumerate(row):
            if box is not None:
                places.setdefault(id(box), []).append((y, x))
    cells = [row.cells for row in table.rows]  # ``table.cell`` would go through the whole table each time
    texts = {id(box): box.text for row in matrix for box in row if box is not None}
    for box, where in places.items():
        (top, left), (bottom, right) = where[0], where[-1]
        cell = cells[top][left]
        if len(where) > 1:
            cell = cell.merge(cells[bottom][right])
        cell.text = texts[box]


def tabs(case: Case) -> bytes:
    """Tables as lines with a tab before every cell but the first."""
    document = docx.Document()
    for block in case.blocks():
        for line in [block] if isinstance(block, str) else ["\t".join(box.text for box in row) for row in block]:
            document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
