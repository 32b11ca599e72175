"""Every layout of the catalogue: what is printed is read right or declared missing, and never read wrong.

``python -m tests.layouts`` tries every form in every state; here each layout meets two, forms and states in turn.
"""

from dataclasses import replace
from random import Random

import pytest

from tests.layouts.catalogue import LAYOUTS
from tests.layouts.changes import both
from tests.layouts.compare import tally
from tests.layouts.truth import FORMS, STATES

NAMES = sorted(LAYOUTS)


@pytest.mark.parametrize("name", NAMES)
def test_no_cell_is_read_wrong(name: str) -> None:
    layout = LAYOUTS[name]
    first = NAMES.index(name)
    for turn in (first, first + 2):
        form, state = FORMS[turn % len(FORMS)], STATES[turn % len(STATES)]
        found = tally(layout, form, state)
        assert found.wrong == (), (form, state)
        assert found.form in (form, "unknown"), (form, state)


@pytest.mark.parametrize("name", NAMES)
def test_a_report_that_prints_every_cell_is_read_as_far_as_its_layout_allows(name: str) -> None:
    layout = LAYOUTS[name]
    assert tally(layout, "a2021", "full").share >= layout.floor


@pytest.mark.parametrize("seed", range(13))
def test_two_changes_at_once_in_any_format_make_no_cell_wrong(seed: int) -> None:
    chance = Random(seed)
    first, second, third = (LAYOUTS[chance.choice(NAMES)] for _ in range(3))
    layout = replace(first, change=both(first.change, second.change), write=third.write)
    try:
        found = tally(layout, chance.choice(FORMS), chance.choice(STATES), seed)
    except (IndexError, ValueError, KeyError):
        pytest.skip(f"{first.name} and {second.name} do not go together")
    wrong = [what for what in found.wrong if "reports:" not in what]
    assert wrong == [], f"{first.name} | {second.name} | {third.name}"
