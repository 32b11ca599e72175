"""Statutory tables that someone turned into lists, or cut into parts, because a page has no room for them."""

from collections.abc import Iterator
from html import escape
from random import Random

import forms
from tests.layouts import boxes, formats, pages
from tests.layouts.boxes import Box, Grid, spread
from tests.layouts.case import Case
from tests.layouts.changes import Change, of, words
from tests.layouts.layout import Layout

_SIMPLIFIED = "规请总数现发强处罚许审结维诉讼复议织务构业类项经过关单开属国机组报举访无补费缴纳内决询认获后应转废计据"
_TRADITIONAL = "規請總數現發強處罰許審結維訴訟復議織務構業類項經過關單開屬國機組報舉訪無補費繳納內決詢認獲後應轉廢計據"
_ENGLISH = {"规章": "Rules", "行政许可": "Licences", "自然人": "Persons", "总计": "Total", "结果维持": "Upheld"}

Named = tuple[list[str], str, str]
"""Labels, the outermost first, the unit, and the text of a number."""


def _named(case: Case, table: str) -> Iterator[Named]:
    of_form = forms.table(table)
    groups = {group.key: group for group in of_form.groups}
    rows = {row.key: row for row in of_form.rows}
    for measure, text in case.truth.items():
        if measure.table != table:
            continue
        row, column = rows.get(measure.row), of_form.column(measure.column)
        if row is None or of_form.single_row:
            above = groups[column.parent or ""]
            outer = groups.get(above.parent or "")
            labels = [group.label for group in (outer, above) if group] + [column.label]
        elif table == "s14":
            labels = [row.label]
        else:
            labels = [row.label, column.label]
        yield labels, (row.unit if row and row.unit and row.unit != "mixed" else "件"), text


def _tables(case: Case) -> tuple[str, ...]:
    return forms.form(case.form).tables


def _written(case: Case, parts: list[str]) -> bytes:
    """A page with the report's text, and these parts in place of its tables."""
    waiting = iter(parts)
    texts = (f"<p>{escape(block)}</p>" if isinstance(block, str) else next(waiting, "") for block in case.blocks())
    return pages.page(case, "\n".join(texts))


def definitions(case: Case) -> bytes:
    """A list of definitions: the row, and below it every column with its number behind a colon."""
    parts = []
    for table in _tables(case):
        lines, last = [], ""
        for labels, unit, text in _named(case, table):
            *above, own = labels
            if (head := " ".join(above)) and head != last:
                lines += [f"<dt>{escape(label)}</dt>" for label in above]
                last = head
            lines.append(f"<dd>{escape(own)}：{text}{unit if text.isdigit() else ''}</dd>")
        parts.append(f"<dl>{''.join(lines)}</dl>")
    return _written(case, parts)


def pairs(case: Case) -> bytes:
    """A table of two columns: the whole name of a number, and the number."""
    parts = []
    for table in _tables(case):
        rows = "".join(
            f"<tr><td>{escape(f'{labels[0]}（{labels[-1]}）' if table[:2] in ('t2', 't3') else '-'.join(labels))}</td>"
            f"<td>{text}</td></tr>"
            for labels, _, text in _named(case, table)
        )
        parts.append(f"<table>{rows}</table>")
    return _written(case, parts)


def sentences(case: Case) -> bytes:
    """A paragraph a row: its label, a colon, and the columns with their numbers, with semicolons between them."""
    parts = []
    for table in _tables(case):
        lines: dict[str, list[str]] = {}
        for labels, unit, text in _named(case, table):
            said = f"{labels[-1]}：{text}{unit if text.isdigit() else ''}"
            lines.setdefault("".join(labels[:-1]), []).append(said)
        parts.append(
            "".join(f"<p>{escape(label)}</p><p>{escape('；'.join(said))}</p>" for label, said in lines.items())
        )
    return _written(case, parts)


def lines(case: Case) -> bytes:
    """Plain text: label, unit and number in a line of their own each; tables of two kinds of labels as they are."""
    found = []
    for block in case.blocks():
        if isinstance(block, str):
            found.append(block)
        else:
            found += [box.text for row in block for box in row if box.text]
    return "\n".join(found).encode()


def beside(case: Case, _: Random) -> Case:
    """The table of 2014 in two parts side by side, with its headings over each."""
    if case.form == "c2014":
        (grid,) = case.parts[0]
        head, rows = grid[0], grid[1:]
        half = (len(rows) + 1) // 2
        right = [*rows[half:], boxes.boxes(*[""] * len(head))]
        pieces = zip(rows[:half], right, strict=False)
        case.parts[0] = [[[*head, *(Box(box.text) for box in head)], *([*a, *b] for a, b in pieces)]]
    return case


def levels(case: Case, chance: Random) -> Case:
    """The table of 2014 with the numbers of three levels behind their sum, under a heading over all."""
    if case.form == "c2014":
        (grid,) = case.parts[0]
        top = [Box(box.text, 2) for box in grid[0][:2]] + [Box(grid[0][2].text, 1, 4)]
        new: Grid = [top, boxes.boxes("合计", "区政府", "区直单位", "乡镇街道")]
        for row in grid[1:]:
            none = row[2].text == "——"
            new.append([*row, *(Box("——" if none else str(chance.randint(20_000, 90_000))) for _ in range(3))])
        case.parts[0] = [new]
    return case


def disputes_apart(case: Case, _: Random) -> Case:
    """表四 in two tables: 行政复议, and 行政诉讼 with its two groups."""
    if case.form != "c2014":
        (grid,) = case.parts[2]
        matrix = spread(grid)
        case.parts[2] = [boxes.gather([row[:5] for row in matrix]), boxes.gather([row[5:] for row in matrix])]
    return case


def _upright(*edges: int, labels: bool) -> Change:
    """表三 in tables of some of its columns each; the first has the labels, or all of them have."""

    def alter(grid: Grid, _: Random) -> list[Grid]:
        matrix = spread(grid)
        ends = [*edges[1:], 10]
        first = [3 * bool(labels or n == 0) for n in range(len(edges))]
        return [
            boxes.gather([[*row[:width], *row[start:end]] for row in matrix])
            for width, start, end in zip(first, edges, ends, strict=True)
        ]

    return of(1, alter)


def _in_traditional(text: str) -> str:
    return text.translate(str.maketrans(_SIMPLIFIED, _TRADITIONAL))


def _translated(text: str) -> str:
    return f"{text} {_ENGLISH[text]}" if text in _ENGLISH else text


def numbered_first(case: Case, _: Random) -> Case:
    """表四 with the row's number before it, under 序号."""
    if case.form != "c2014":
        (grid,) = case.parts[2]
        head = len(grid) - 1
        case.parts[2] = [[[Box("序号", head), *grid[0]], *grid[1:head], [Box("1"), *grid[head]]]]
    return case


def remarked(case: Case) -> bytes:
    """OpenDocument with remarks at the margin, which stand inside the cells that they are about."""
    office = "<office:annotation><text:p>应为44</text:p></office:annotation>"
    for part in case.parts:
        for grid in part:
            for row in grid:
                for box in row:
                    if box.text.isdigit():
                        box.text += "\ufdd1"
    return formats.odt_with(case, lambda source: source.replace("\ufdd1", office))


LAYOUTS = (
    Layout("listed: definitions", write=definitions, floor=0.9),
    Layout("listed: a table of names and numbers", write=pairs, floor=0.9),
    Layout("listed: a paragraph a row", write=sentences, floor=0.9),
    Layout("listed: a line a cell", write=lines, floor=0),
    Layout("parts: the table of 2014 in two side by side", change=beside),
    Layout("parts: the table of 2014 by levels", change=levels),
    Layout("parts: 表四 in two tables", change=disputes_apart),
    Layout("parts: 表三 upright in three", change=_upright(3, 5, 8, labels=True)),
    Layout("parts: 表三 upright in two, labels once", change=_upright(3, 6, labels=False)),
    Layout(
        "labels: traditional characters", change=words(lambda t: t.translate(str.maketrans(_SIMPLIFIED, _TRADITIONAL)))
    ),
    Layout("labels: English below them", change=words(_translated)),
    Layout("表四: a number before its row", change=numbered_first),
    Layout("OpenDocument: remarks in cells", write=remarked),
)
