"""Two readings of one report, cell by cell."""

from decimal import Decimal

from forms import Measure
from storage.records import State
from storage.versions.changes import MISSING, CellChange, Changes, Printed, compare

NEW = Measure("t3", "new_received", "total")
OUT = Measure("t3", "carried_out", "total")


def printed(number: int) -> Printed:
    return Printed(Decimal(number), State.REPORTED, str(number))


DASH = Printed(None, State.DASH, "-")
UNREADABLE = Printed(None, State.UNREADABLE, "三")


def test_equal_readings_give_no_change():
    changes = compare({NEW: printed(3), OUT: DASH}, {NEW: printed(3), OUT: DASH})
    assert changes == Changes()
    assert not changes


def test_another_number_is_a_change():
    assert compare({NEW: printed(3)}, {NEW: printed(13)}).changed == (CellChange(NEW, printed(3), printed(13)),)


def test_zero_and_a_dash_are_different_facts():
    assert compare({NEW: printed(0)}, {NEW: DASH}).changed == (CellChange(NEW, printed(0), DASH),)


def test_what_could_not_be_read_before_is_gained():
    assert compare({NEW: UNREADABLE}, {NEW: printed(3)}).gained == (CellChange(NEW, UNREADABLE, printed(3)),)
    assert compare({}, {NEW: printed(3)}).gained == (CellChange(NEW, MISSING, printed(3)),)


def test_what_can_not_be_read_any_more_is_lost():
    assert compare({NEW: printed(3)}, {}).lost == (CellChange(NEW, printed(3), MISSING),)
    assert compare({NEW: DASH}, {NEW: UNREADABLE}).lost == (CellChange(NEW, DASH, UNREADABLE),)


def test_missing_and_unreadable_differ():
    assert compare({NEW: MISSING}, {NEW: UNREADABLE}).changed == (CellChange(NEW, MISSING, UNREADABLE),)


def test_a_cell_that_neither_form_asks_for_is_none():
    assert not compare({NEW: MISSING}, {})
