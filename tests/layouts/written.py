"""Pages whose tables are written out: with bars or tabs between cells, as sentences, or held where a script looks."""

from collections.abc import Callable, Iterator
from html import escape
from random import Random

from tests.layouts import flattened, pages
from tests.layouts.boxes import Box, Grid, spread
from tests.layouts.case import Case
from tests.layouts.changes import head_height, of, words
from tests.layouts.layout import Layout

_SHORT = {
    "1.本机关不掌握相关政府信息": "1.不掌握相关信息",
    "2.没有现成信息需要另行制作": "2.没有现成信息",
    "（六）其他处理": "（六）其他处理[²]",
    "1.政府公报公开政府信息数": "1.政府公报公开",
    "3.政务微博公开政府信息数": "3.政务微博公开",
    "5.要求行政机关确认或重新出具已获取信息": "5.要求确认或重新出具",
}


def _lines(make: Callable[[Grid], Iterator[str] | list[str]], wrap: str) -> Callable[[Case], bytes]:
    """A page with the lines of every table in an element each, or in one for all."""

    def write(case: Case) -> bytes:
        parts = []
        for block in case.blocks():
            if isinstance(block, str):
                parts.append(f"<p>{escape(block)}</p>")
            elif wrap == "pre":
                parts.append(f"<pre>{escape(chr(10).join(make(block)))}</pre>")
            else:
                parts += [f"<p>{escape(line)}</p>" for line in make(block)]
        return pages.page(case, "\n".join(parts))

    return write


def _tabs(grid: Grid) -> Iterator[str]:
    """A line a row, a place for every column, merged text in its first place."""
    seen: set[int] = set()
    for row in spread(grid):
        yield "\t".join("" if box is None or id(box) in seen or seen.add(id(box)) else box.text for box in row)


def _bars(grid: Grid) -> Iterator[str]:
    """The same with bars between the cells and none at the ends of a line."""
    return (line.replace("\t", " | ") for line in _tabs(grid))


def _filled_up(grid: Grid) -> Iterator[str]:
    """A line a row between bars, its own cells, filled up with empty ones to the width of the table."""
    return (f"| {line} |" for line in flattened.padded(grid))


def _boxed(open_tag: str, close_tag: str, alter: Callable[[str], str] = str) -> Callable[[Case], bytes]:
    """The article in an element whose text nobody sees, for a script to show."""

    def write(case: Case) -> bytes:
        source = pages.html(case).decode()
        start, end = source.index("<div class=article>"), source.index("</div>")
        article = alter(source[start:end] + "</div>")
        return f"{source[:start]}<div id=show></div>{open_tag}{article}{close_tag}{source[end + 6 :]}".encode()

    return write


def _typed(text: str) -> str:
    return f"<textarea rows=1>{escape(text)}</textarea>" if not any("\u4e00" <= c <= "\u9fff" for c in text) else text


def _disputes(case: Case) -> bytes:
    """表四 as a list: every group with its five results behind its colon."""
    if case.form == "c2014":
        return pages.html(case)
    texts = [text for measure, text in case.truth.items() if measure.table == "t4"]
    words_of = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
    items = []
    for n, group in enumerate(("行政复议", "未经复议直接起诉", "复议后起诉")):
        said = [f"{w} {t} 件" if t.isdigit() else f"{w}：{t}" for w, t in zip(words_of, texts[5 * n :], strict=False)]
        items.append(f"<li>{group}：{'，'.join(said)}</li>")
    case.parts[2] = []
    source = pages.html(case).decode()
    return source.replace("<p>五、", f"<ul>{''.join(items)}</ul><p>五、", 1).encode()


def _ordinals_apart(case: Case, _: Random) -> Case:
    """The table of 2014 with what stands before its labels in a column of its own."""
    if case.form == "c2014":
        (grid,) = case.parts[0]
        for row in grid:
            head, mark, rest = row[0].text.partition("、" if "、" in row[0].text[:3] else "）")
            apart = bool(mark) and len(head) < 3
            row[:1] = [Box(head + mark if apart else ""), Box(rest if apart else row[0].text)]
    return case


def _by_levels(case: Case, _: Random) -> Case:
    """The table of 2014 with a column of labels for each of its three levels."""
    if case.form == "c2014":
        (grid,) = case.parts[0]
        head, *rows = grid
        new: Grid = [[*map(Box, ("一级指标", "二级指标", "三级指标")), *head[1:]]]
        for row in rows:
            label = row[0].text
            level = 0 if label[1:2] == "、" else 1 if label.startswith("（") else 2
            new.append([*(Box(label if n == level else "") for n in range(3)), *row[1:]])
        case.parts[0] = [new]
    return case


def _one_row_of_headings(grid: Grid, _: Random) -> Grid:
    """表三 with its group in the name of every column."""
    names = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
    named = [name if name in ("自然人", "总计") else f"法人或其他组织-{name}" for name in names]
    return [[Box("", 1, 3), *map(Box, named)], *grid[head_height(grid) :]]


LAYOUTS = [
    Layout("Markdown in paragraphs", write=_lines(flattened.markdown, "p"), floor=0.9),
    Layout("Markdown in <pre>", write=_lines(flattened.markdown, "pre"), floor=0.9),
    Layout("bars between cells in paragraphs", write=_lines(_bars, "p"), floor=0.2),
    Layout("bars between cells in <pre>", write=_lines(_bars, "pre"), floor=0.2),
    Layout("Markdown in paragraphs, filled up", write=_lines(_filled_up, "p"), floor=0.2),
    Layout("tabs in <pre>", write=_lines(_tabs, "pre"), floor=0.9),
    Layout("numbers in boxes for text", write=lambda case: pages.html(case, _typed)),
    Layout("the article in a box for text", write=_boxed("<textarea style=display:none>", "</textarea>", escape)),
    Layout("the article in a template", write=_boxed("<script type='text/html'>", "</script>")),
    Layout("表四 as sentences of a list", write=_disputes, floor=0.9),
    Layout("the table of 2014 with ordinals apart", change=_ordinals_apart),
    Layout("the table of 2014 by levels", change=_by_levels),
    Layout("headings of 表三 in one row", change=of(1, _one_row_of_headings)),
    Layout("short names of rows", change=words(lambda text: _SHORT.get(text, text))),
]
