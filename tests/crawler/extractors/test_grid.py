"""Spans → lines."""

from hypothesis import given
from hypothesis import strategies as st

from crawler.extractors.document import Span
from crawler.extractors.grid import lay_out

spans = st.builds(Span, st.text("ab", max_size=2), st.integers(1, 4), st.integers(1, 4))
tables = st.lists(st.lists(spans, max_size=5), max_size=6)


def test_cells_fill_the_first_free_columns_around_those_from_above():
    lines = lay_out([[Span("a", rows=2), Span("b", columns=2)], [Span("c"), Span("d")], [Span("e")]])
    assert [[(c.text, c.row, c.column) for c in line] for line in lines] == [
        [("a", 0, 0), ("b", 0, 1)],
        [("a", 0, 0), ("c", 1, 1), ("d", 1, 2)],
        [("e", 2, 0)],
    ]


def test_a_row_span_ends_with_the_table():
    lines = lay_out([[Span("a", rows=9)]])
    assert [(c.rows, len(line)) for line in lines for c in line] == [(1, 1)]


@given(tables)
def test_no_cell_is_lost_and_none_is_doubled(rows):
    lines = lay_out(rows)
    own = [[c.text for c in line if c.row == y] for y, line in enumerate(lines)]
    assert own == [[span.text for span in row] for row in rows]


@given(tables)
def test_a_cell_is_seen_on_every_row_that_it_covers(rows):
    lines = lay_out(rows)
    for y, line in enumerate(lines):
        for cell in (c for c in line if c.row == y):
            assert all(cell in lines[below] for below in range(y, y + cell.rows))


@given(st.integers(1, 6), st.integers(1, 6), st.data())
def test_cutting_a_rectangle_into_spans_puts_every_corner_back(height, width, data):
    """A rectangle with one merged block anywhere comes back with every cell at its own corner."""
    top, left = data.draw(st.integers(0, height - 1)), data.draw(st.integers(0, width - 1))
    tall, wide = data.draw(st.integers(1, height - top)), data.draw(st.integers(1, width - left))
    rows = []
    for y in range(height):
        row = []
        for x in range(width):
            inside = top <= y < top + tall and left <= x < left + wide
            if not inside:
                row.append(Span(f"{y},{x}"))
            elif (y, x) == (top, left):
                row.append(Span(f"{y},{x}", rows=tall, columns=wide))
        rows.append(row)
    for y, line in enumerate(lay_out(rows)):
        for cell in line:
            if cell.row == y:
                assert cell.text == f"{cell.row},{cell.column}"
