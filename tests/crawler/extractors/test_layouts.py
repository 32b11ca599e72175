"""Every layout of the catalogue: what is printed is read right or declared missing, and never read wrong.

``python -m tests.layouts`` tries every form in every state; here each layout meets two, forms and states in turn.
"""

import pytest

from tests.layouts.catalogue import LAYOUTS
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
