"""Tables of a page: what a cell says does not depend on the markup that office programs put around it."""

import pytest

from crawler.extractors.readers.html import Page


def _rows(table: str) -> list[list[str]]:
    """The texts of the only table of a page."""
    (found,) = Page(f"<!DOCTYPE html><body>{table}</body>".encode()).document().tables
    return [[span.text for span in row] for row in found.rows]


def _table(cell: str, beside: str = "") -> str:
    """Two rows of three cells, so that nobody takes it for layout; ``cell`` is the second of the first row."""
    return f"<table><tr><td>左<td>{cell}</td>{beside}<td>1</tr>\n<tr><td>甲</td>\n<td>乙</td>\n<td>2</td></tr></table>"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("本年新收", "本年新收"),
        ("<p><span>本年</span><span>新收</span><o:p></o:p></p>", "本年新收"),
        ("\n  <p>本年\n新收</p>\n", "本年新收"),
        ("<p>12</p><p>34</p>", "12 34"),
        ("<p>12</p>34", "12 34"),
        ("12<p>34</p>", "12 34"),
        ("12<br>34", "12 34"),
        ("<span><p>12</p></span>34", "12 34"),
        ("<div><p>12</p><p>34</p></div>", "12 34"),
        ("<b>12</b> <b>34</b>", "12 34"),
        ("<p></p>12", "12"),
        ("<!-- 56 --><p>12</p>", "12"),
        ("12<script>var n = 56</script>", "12"),
        ("<style>p { margin: 0 }</style><p>12</p>", "12"),
        ("<p>12<textarea>56</textarea></p>", "12"),
        ("<p> <textarea>56</textarea></p>", "56"),
        ("<p>12<textarea>&lt;b>56&lt;/b></textarea></p>", "12"),
        ("&nbsp;12&nbsp;", "12"),
        ("", ""),
    ],
)
def test_a_cell_says_what_is_shown_in_it(cell: str, text: str) -> None:
    assert _rows(_table(cell)) == [["左", text, "1"], ["甲", "乙", "2"]]


@pytest.mark.parametrize("beside", ["\n", "<!-- 5 -->", "<script>var n = 5</script>", "<template><p>5</p></template>"])
def test_what_stands_between_two_cells_is_no_cells(beside: str) -> None:
    assert _rows(_table("12", beside)) == [["左", "12", "1"], ["甲", "乙", "2"]]


def test_a_caption_behind_the_rows_is_not_the_last_cells() -> None:
    rows = _table("12").replace("</table>", "<caption><p>单位：件</p></caption></table>")
    assert _rows(rows) == [["左", "12", "1"], ["甲", "乙", "2"]]


@pytest.mark.parametrize("attribute", ["hidden", "style='display: none'", "style='visibility:collapse'"])
def test_a_hidden_row_is_left_out_and_its_neighbours_stay(attribute: str) -> None:
    hidden = f"<tr {attribute}><td>9<td>9<td>9</tr>"
    rows = _table("12").replace("<tr><td>甲", f"{hidden}<tr><td>甲")
    assert _rows(rows) == [["左", "12", "1"], ["甲", "乙", "2"]]


def test_spans_are_those_of_the_cell_that_states_them_and_of_no_other() -> None:
    page = "<table rowspan=9><tr><td rowspan=2>甲<td colspan='2'>1<tr><td>2<td colspan=0>3<tr><td>4<td>5<td>6</table>"
    (table,) = Page(page.encode()).document().tables
    spans = [[(span.rows, span.columns) for span in row] for row in table.rows]
    assert spans == [[(2, 1), (1, 2)], [(1, 1), (1, 1)], [(1, 1)] * 3]


def test_a_data_table_in_a_cell_stands_behind_the_one_around_it() -> None:
    inner = "<table><tr><td>1<td>2<td>3<tr><td>4<td>5<td>6</table>"
    outer, nested = Page(_table(f"见下{inner}表").encode()).document().tables
    assert [span.text for span in outer.rows[0]] == ["左", "见下表", "1"]
    assert (outer.index, nested.index) == (0, 1)
    assert [[span.text for span in row] for row in nested.rows] == [["1", "2", "3"], ["4", "5", "6"]]


def test_the_foot_of_a_table_stands_at_its_end_wherever_it_is_written() -> None:
    foot = "<tfoot><tr><td>注</td></tr></tfoot>"
    for source in (
        f"<tr><th>甲</th></tr>{foot}<tbody><tr><td>1</td></tr></tbody>",
        f"<tr><th>甲</th></tr><tr><td>1</td></tr>{foot}",
    ):
        document = Page(f"<table>{source}</table>".encode()).document()
        assert [[span.text for span in row] for row in document.tables[0].rows] == [["甲"], ["1"], ["注"]]
