"""However the cells of a report are stored, they come back as they were printed."""

import random
from decimal import Decimal

import pytest
from sqlalchemy import Engine, func, select, text

import forms
from storage import queries
from storage.models import Mark, table_of
from storage.records import Cell, State
from tests.storage.world import World, report

AGENCY = "北京市西城区财政局"
PRINTED = (
    (Decimal(0), State.REPORTED, "0"),
    (Decimal(7), State.REPORTED, "7"),
    (Decimal(1000), State.REPORTED, "1,000"),
    (None, State.BLANK, ""),
    (None, State.DASH, "-"),
    (None, State.DASH, "——"),
    (None, State.SLASH, "/"),
    (None, State.NONE_WORD, "无"),
    (None, State.MISSING, None),
    (None, State.UNREADABLE, "=A1"),
    (None, State.UNREADABLE, None),
)


@pytest.fixture
def world(database: Engine) -> World:
    return World(database)


def said(world: World, year: int) -> dict[tuple[str, ...], tuple[object, ...]]:
    with queries.snapshot(world.engine) as connection:
        return {cell[5:8]: cell[8:11] for cell, _ in queries.cells(connection) if cell.year == year}


def said_by_the_view(world: World, year: int) -> dict[tuple[str, ...], tuple[object, ...]]:
    statement = text('SELECT "table", "row", "column", value, state, raw FROM cells WHERE year = :year')
    with world.engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(statement, {"year": year})]
    return {row[:3]: (None if row[3] is None else Decimal(row[3]), row[4], row[5]) for row in rows}


def marks(world: World) -> int | None:
    with world.engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(table_of(Mark)))


def test_cells_in_any_states_come_back_as_they_were_printed(world: World) -> None:
    chance, years = random.Random(11), range(2010, 2020)
    for year in years:
        some = chance.sample(PRINTED, 3)
        cells = tuple(Cell(*measure, *chance.choice(some)) for measure in forms.asked("b2019"))
        world.publish(report(AGENCY, year, "b2019", cells=cells))
        expected = {tuple(cell[:3]): (cell.value, cell.state.value, cell.raw) for cell in cells}
        assert said(world, year) == expected
        assert said_by_the_view(world, year) == expected


def test_a_blank_form_is_told_without_a_mark_for_each_cell(world: World) -> None:
    blank = tuple(Cell(*measure, None, State.BLANK, "") for measure in forms.asked("b2019"))
    world.publish(report(AGENCY, 2019, "b2019", cells=blank))
    assert marks(world) == 0
    assert set(said(world, 2019).values()) == {(None, "blank", "")}


def test_a_cell_that_is_missing_among_blank_ones_is_missing(world: World) -> None:
    first, *others = forms.asked("a2021")
    blank = (Cell(*measure, None, State.BLANK, "") for measure in others)
    world.publish(report(AGENCY, 2021, cells=(Cell(*first, None, State.MISSING), *blank)))
    assert marks(world) == 1
    assert said(world, 2021)[tuple(first)] == (None, "missing", None)


def test_a_number_recognised_in_a_picture_is_kept_with_how_certain_it_is(world: World) -> None:
    first, *others = forms.asked("a2021")
    read = Cell(*first, Decimal(7), State.REPORTED, "7", ocr=0.97)
    world.publish(report(AGENCY, 2021, cells=(read, *(Cell(*measure, None, State.MISSING) for measure in others))))
    assert said(world, 2021)[tuple(first)] == (Decimal(7), "reported", "7")
    with world.engine.connect() as connection:
        assert connection.scalars(select(table_of(Mark).c.ocr)).all() == [0.97]


@pytest.mark.parametrize("printed", [True, False])
def test_a_row_that_only_some_districts_add_is_there_only_where_it_is_printed(world: World, printed: bool) -> None:
    added = [measure for measure in forms.measures("b2019") if measure not in forms.asked("b2019")]
    cells = [Cell(*measure, None, State.BLANK, "") for measure in (*forms.asked("b2019"), *(added if printed else []))]
    world.publish(report(AGENCY, 2019, "b2019", cells=tuple(cells)))
    assert added
    assert all((tuple(measure) in said(world, 2019)) is printed for measure in added)
    assert all((tuple(measure) in said_by_the_view(world, 2019)) is printed for measure in added)
