"""Labels and numbers that do not stand in one row of one table as the notice has them."""

from html import escape
from random import Random

from tests.layouts import boxes, pages
from tests.layouts.boxes import Box, Grid, spread
from tests.layouts.case import Case
from tests.layouts.changes import Change, head_height, is_number

_TITLE = "第二十条"


def _whole(texts: list[Box], width: int) -> list[Box]:
    return [Box(texts[-1].text, 1, width)]


def below(case: Case, _: Random) -> Case:
    """Every row's numbers in a row of their own below its label, as on narrow screens."""
    if case.form == "c2014":
        (grid,) = case.parts[0]
        case.parts[0] = [[grid[0][1:], *(line for row in grid[1:] for line in (_whole(row[:1], 2), row[1:]))]]
        return case
    (grid,) = case.parts[0]
    new: Grid = []
    for row in grid:
        if row[0].text.startswith(_TITLE):
            new.append([Box(row[0].text, 1, row[0].columns - 1)])
        elif row[0].text == "信息内容":
            new.append(row[1:])
        else:
            new += [_whole(row[:1], sum(b.columns for b in row[1:])), row[1:]]
    case.parts[0] = [new]
    (grid,) = case.parts[1]
    head = head_height(grid)
    new = [grid[0][1:], *grid[1:head]]
    for row in grid[head:]:
        new += [_whole(row[:-7], 7), row[-7:]]
    case.parts[1] = [new]
    return case


def label_rows(case: Case, _: Random) -> Case:
    """The table of 2014: five labels in a row, their five numbers in the row below."""
    if case.form == "c2014":
        (grid,) = case.parts[0]
        lines = [row for row in grid[1:] if row[2].text != "——"]
        new: Grid = []
        for n in range(0, len(lines), 5):
            part = lines[n : n + 5]
            new += [[Box(row[0].text) for row in part], [Box(row[2].text) for row in part]]
        case.parts[0] = [new]
    elif case.parts:
        case.parts[0] = [boxes.transpose(grid) for grid in case.parts[0]]
    return case


def cut_upright(case: Case, _: Random) -> Case:
    """表三 in two tables side by side on paper: labels with the first four columns, labels with the last three."""
    if case.form != "c2014":
        (grid,) = case.parts[1]
        matrix = spread(grid)
        case.parts[1] = [
            boxes.gather([[*row[:3], *row[start:end]] for row in matrix]) for start, end in ((3, 7), (7, 10))
        ]
    return case


def tidy(case: Case, _: Random) -> Case:
    """A row for every number: the labels, the column, the number, as an export prints it."""
    if case.form == "c2014":
        return case
    (grid,) = case.parts[1]
    head = head_height(grid)
    keys = [b.text for b in grid[head - 1][-5:]]
    names = ["自然人", *keys, "总计"]
    new: Grid = [boxes.boxes("申请事项", "申请人", "数量")]
    for row in grid[head:]:
        new += [[Box(row[-8].text), Box(name), box] for name, box in zip(names, row[-7:], strict=True)]
    case.parts[1] = [new]
    return case


def total_row_first(case: Case, _: Random) -> Case:
    """（七）总计 stands before what it sums up."""
    if case.form != "c2014":
        (grid,) = case.parts[1]
        head = head_height(grid)
        at = next(y for y, row in enumerate(grid) if any(b.text == "（七）总计" for b in row))
        row = grid.pop(at)
        first = grid[head + 2]
        group, rest = first[0], first[1:]
        grid[head + 2] = rest
        grid.insert(head + 2, [group, *row])
    return case


def notes_between(case: Case, _: Random) -> Case:
    """Notes with numbers in them between the rows."""
    for part in case.parts:
        for n, grid in enumerate(part):
            at = len(grid) - 1 if case.form != "c2014" and grid is case.parts[-1][0] else len(grid) // 2
            if len(grid) > 6:
                part[n] = boxes.insert_row(grid, at, ["注：其中3件由街道办理，12件为2日内办结"])
    return case


def blank_columns(case: Case, _: Random) -> Case:
    """A blank column behind every column of numbers of 表三, as where a page was laid out by eye."""
    if case.form != "c2014":
        (grid,) = case.parts[1]
        for at in range(10, 3, -1):
            grid = boxes.insert_column(grid, at)
        case.parts[1] = [grid]
    return case


def one_table(case: Case) -> bytes:
    """The whole report in one table of a page: headings and prose as rows over all columns."""
    blocks: list[str | Grid] = case.blocks()
    grids = [b if not isinstance(b, str) else [[Box(b)]] for b in blocks]
    width = max(len(spread(grid)[0]) for grid in grids)
    rows = [row for grid in grids for row in boxes.widen(grid, width)]
    return pages.page(case, pages.table(rows))


def nested_cells(case: Case) -> bytes:
    """A table of one cell in every cell."""
    return pages.html(case, lambda text: f"<table><tr><td>{escape(text)}</td></tr></table>")


def pictured(case: Case) -> bytes:
    """Tables as pictures; what they show stands in the alternative text."""
    parts = []
    for block in case.blocks():
        if isinstance(block, str):
            parts.append(f"<p>{escape(block)}</p>")
        else:
            said = " ".join(box.text for row in block for box in row if box.text)
            parts.append(f'<p><img src="t.png" alt="{escape(said)}" title="{escape(said)}"></p>')
    return pages.page(case, "\n".join(parts))


def spaced(case: Case) -> bytes:
    """Tables as text held apart by blanks, two characters wide each ideograph."""
    parts = []
    for block in case.blocks():
        if isinstance(block, str):
            parts.append(f"<p>{escape(block)}</p>")
            continue
        matrix = spread(block)
        seen: set[int] = set()
        lines = []
        for row in matrix:
            line = ""
            for box in row:
                text = box.text if box is not None and id(box) not in seen else ""
                seen.add(id(box))
                line += text + " " * max(1, 14 - sum(1 + (c > "ÿ") for c in text))
            lines.append(line)
        parts.append("<pre>" + escape("\n".join(lines)) + "</pre>")
    return pages.page(case, "\n".join(parts))


def grids_of_div(case: Case) -> bytes:
    """Tables drawn with div elements and a style sheet: a row a div, a cell a div."""
    parts = []
    for block in case.blocks():
        if isinstance(block, str):
            parts.append(f"<p>{escape(block)}</p>")
            continue
        rows = "".join(
            "<div class=tr>" + "".join(f"<div class=td>{escape(b.text)}</div>" for b in row) + "</div>" for row in block
        )
        parts.append(f"<div class=table>{rows}</div>")
    return pages.page(case, "\n".join(parts))


def items(case: Case) -> bytes:
    """A list: the labels of a row, a colon, its number and 件."""
    parts = []
    for block in case.blocks():
        if isinstance(block, str):
            parts.append(f"<p>{escape(block)}</p>")
            continue
        lines = []
        for row in block:
            words = [b.text for b in row if b.text and not is_number(b.text)]
            numbers = [f"{b.text}件" for b in row if is_number(b.text)]
            if words:
                lines.append(f"<li>{escape(words[-1])}：{'，'.join(numbers)}</li>")
        parts.append("<ol>" + "".join(lines) + "</ol>")
    return pages.page(case, "\n".join(parts))


CHANGES: dict[str, Change] = {
    "numbers below their labels": below,
    "labels in one row, numbers in the next": label_rows,
    "表三 cut upright in two": cut_upright,
    "a row for every number": tidy,
    "（七）总计 before its parts": total_row_first,
    "notes with numbers between the rows": notes_between,
    "a blank column behind every column": blank_columns,
}
WRITERS = {
    "the whole report as one table": one_table,
    "a table in every cell": nested_cells,
    "pictures with their words": pictured,
    "text held apart by blanks": spaced,
    "grids of div elements": grids_of_div,
    "lists of labels and numbers": items,
}
