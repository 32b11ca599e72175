"""Two years and more in one table: columns side by side, rows below each other, this year's told by a heading."""

import re
from random import Random

from tests.layouts.boxes import Box, Grid, boxes
from tests.layouts.case import Case
from tests.layouts.changes import Change, head_height

_TITLE = "第二十条"


def _named(case: Case, names: tuple[str, ...]) -> list[str]:
    year = int(re.findall(r"20\d\d", case.title)[0])
    return [name.format(this=year, last=year - 1) for name in names]


def _is_this(name: str, case: Case) -> bool:
    return name.startswith(("本", case.title[6:10]))


def _spread(box: Box, names: list[str], case: Case, chance: Random) -> list[Box]:
    """A cell of numbers for each year; those of other years are no cell's of the report."""
    return [
        Box(box.text if _is_this(name, case) else str(chance.randint(20_000, 90_000)), box.rows, box.columns)
        for name in names
    ]


def side_by_side(*names: str) -> Change:
    """Under every heading a column a year; ``{this}`` and ``{last}`` stand for the years."""

    def change(case: Case, chance: Random) -> Case:
        years = _named(case, names)
        if case.form == "c2014":
            (grid,) = case.parts[0]
            case.parts[0] = [[[*row[:2], *_beside(row[2], y, years, case, chance)] for y, row in enumerate(grid)]]
            return case
        case.parts = [
            [_disclosure(case.parts[0][0], years, case, chance)],
            [_below_heads(case.parts[1][0], head_height(case.parts[1][0]), years, case, chance, 7)],
            [_below_heads(case.parts[2][0], len(case.parts[2][0]) - 1, years, case, chance, 15)],
        ]
        return case

    return change


def _beside(box: Box, y: int, years: list[str], case: Case, chance: Random) -> list[Box]:
    if y == 0:
        return boxes(*years)
    if box.text == "——":
        return [Box("——") for _ in years]
    return _spread(box, years, case, chance)


def _below_heads(grid: Grid, head: int, years: list[str], case: Case, chance: Random, width: int) -> Grid:
    """A heading row more, with the years, under the headings of ``width`` columns."""
    top = [[Box(b.text, b.rows, b.columns * len(years)) for b in row] for row in grid[:head]]
    if width == 7:
        top[0][0] = Box(grid[0][0].text, head + 1, 3)
    new = [*top, boxes(*(years * width))]
    values = [[b for box in row[-width:] for b in _spread(box, years, case, chance)] for row in grid[head:]]
    new += [[*row[:-width], *of_row] for row, of_row in zip(grid[head:], values, strict=True)]
    return new


def _disclosure(grid: Grid, years: list[str], case: Case, chance: Random) -> Grid:
    new: Grid = []
    for row in grid:
        if row[0].text.startswith(_TITLE):
            new.append([Box(row[0].text, 1, 1 + (row[0].columns - 1) * len(years))])
        elif row[0].text == "信息内容":
            new.append([Box(row[0].text, 2), *(Box(b.text, 1, b.columns * len(years)) for b in row[1:])])
            new.append([Box(name, 1, box.columns) for box in row[1:] for name in years])
        else:
            new.append([row[0], *(b for box in row[1:] for b in _spread(box, years, case, chance))])
    return new


def blocks(*names: str) -> Change:
    """表三: all columns of one year, then all columns of another."""

    def change(case: Case, chance: Random) -> Case:
        years = _named(case, names)
        if case.form == "c2014":
            return side_by_side(*names)(case, chance)
        (grid,) = case.parts[1]
        head = head_height(grid)
        top: Grid = [[Box(grid[0][0].text, head, 3), *(Box(name, 1, 7) for name in years)]]
        for row in grid[1:head]:
            top.append([Box(b.text, b.rows, b.columns) for _ in years for b in row])
        rows = []
        for row in grid[head:]:
            values = [_spread(box, years, case, chance) for box in row[-7:]]
            rows.append([*row[:-7], *(value[n] for n in range(len(years)) for value in values)])
        case.parts[1] = [[*top, *rows]]
        return case

    return change


def below(*names: str) -> Change:
    """表三: every row once a year; 表四: a row of numbers a year."""

    def change(case: Case, chance: Random) -> Case:
        years = _named(case, names)
        if case.form == "c2014":
            return side_by_side(*names)(case, chance)
        (grid,) = case.parts[1]
        head = head_height(grid)
        new: Grid = [[Box(grid[0][0].text, head, 4), *grid[0][1:]], *grid[1:head]]
        for row in grid[head:]:
            groups = [Box(b.text, b.rows * len(years) if b.rows > 1 else len(years), b.columns) for b in row[:-7]]
            for n, name in enumerate(years):
                values = [_spread(box, [name], case, chance)[0] for box in row[-7:]]
                new.append([*(groups if n == 0 else []), Box(name), *values])
        case.parts[1] = [new]
        (grid,) = case.parts[2]
        top = [[Box("年度", len(grid) - 1), *grid[0]], *grid[1:-1]]
        rows = [[Box(name), *(_spread(b, [name], case, chance)[0] for b in grid[-1])] for name in years]
        case.parts[2] = [[*top, *rows]]
        return case

    return change
