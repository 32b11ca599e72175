"""Ten layouts that were written after the readers were mended for the others, and are kept as they were first tried."""

import re
from html import escape
from random import Random

from tests.layouts import boxes, dressed, formats, pages, word
from tests.layouts.boxes import Box, spread
from tests.layouts.case import Case
from tests.layouts.changes import head_height, numbers
from tests.layouts.layout import Layout
from tests.layouts.years import below, side_by_side


def three_years(case: Case, chance: Random) -> Case:
    return side_by_side("{last}年", "2011年", "{this}年")(case, chance)


def growth(case: Case, chance: Random) -> Case:
    return side_by_side("本年度", "上年度", "同比增减（%）")(case, chance)


def quarters(case: Case, chance: Random) -> Case:
    """Beside every number of 表三 the sum of a quarter: 一季度, 全年."""
    if case.form == "c2014":
        return case
    (grid,) = case.parts[1]
    head = head_height(grid)
    top = [[Box(b.text, b.rows, b.columns * 2) for b in row] for row in grid[:head]]
    top[0][0] = Box(grid[0][0].text, head + 1, 3)
    rows = [
        [*row[:-7], *(b for box in row[-7:] for b in (Box(str(chance.randint(20_000, 90_000))), box))]
        for row in grid[head:]
    ]
    case.parts[1] = [[*top, boxes.boxes(*(["一季度", "全年"] * 7)), *rows]]
    return case


def bodies(case: Case, chance: Random) -> Case:
    """A column for each of two bodies before the whole: 机关, 下属单位, 合计."""
    if case.form == "c2014":
        (grid,) = case.parts[0]
        new = [[*grid[0][:2], *boxes.boxes("机关", "下属单位", "合计")]]
        for row in grid[1:]:
            own = [Box("——" if row[2].text == "——" else str(chance.randint(20_000, 90_000))) for _ in range(2)]
            new.append([*row[:2], *own, row[2]])
        case.parts[0] = [new]
    return case


def minus(case: Case) -> bytes:
    """Numbers with the mark of a correction: the old one in brackets and grey before the new one."""
    return dressed.html("<span style='color:#999'>（5）</span>{}")(case)


def capitals(case: Case) -> bytes:
    """All tags and attributes in capitals, as programs wrote them in 2008, digits hidden by a style."""
    source = dressed.html('<span style="display:none">5</span>{}')(case).decode()
    return re.sub(r"<(/?[a-z]+)((?:\s[^<>]*)?)>", lambda m: f"<{m[1].upper()}{_shouted(m[2])}>", source).encode()


def _shouted(attributes: str) -> str:
    return re.sub(r"\b([a-z]+)=", lambda m: m[1].upper() + "=", attributes)


def captions_inside(case: Case) -> bytes:
    """A <caption> with a number of the table and the unit, heads in <thead> and <th>, sums in <tfoot>."""
    parts = []
    for n, block in enumerate(case.blocks()):
        if isinstance(block, str):
            parts.append(f"<p>{escape(block)}</p>")
            continue
        source = pages.table(block)
        first, _, rest = source.partition("</tr>")
        first = first.replace("<tbody>", f"<caption>表{n}（单位：件 2023）</caption><thead>").replace("<td", "<th")
        parts.append(f"{first}</tr></thead><tbody>{rest}")
    return pages.page(case, "\n".join(parts))


def side_tables(case: Case) -> bytes:
    """表三 and 表四 beside each other in two cells of one row."""
    found = [pages.table(block) for block in case.blocks() if not isinstance(block, str)]
    texts = "".join(f"<p>{escape(block)}</p>" for block in case.blocks() if isinstance(block, str))
    cells = "".join(f"<td valign=top>{table}</td>" for table in found)
    return pages.page(case, f"{texts}<table><tr>{cells}</tr></table>")


def stripes(case: Case) -> bytes:
    """A PDF whose even rows stand on grey, painted before their numbers."""
    return formats.pdf(case, cell=_Striped)


class _Striped(formats.Paragraph):  # type: ignore[misc]
    def __init__(self, text: str) -> None:
        super().__init__(escape(text), formats._CELL)

    def draw(self) -> None:
        paper = self.canv
        paper.setFillColor(formats.colors.lightgrey)
        paper.rect(-1, -1, 30, 10, stroke=0, fill=1)
        paper.setFillColor(formats.colors.black)
        super().draw()


def headings_repeated_upright(case: Case, _: Random) -> Case:
    """The row of headings of 表三 once more behind its last row."""
    if case.form != "c2014":
        (grid,) = case.parts[1]
        head = head_height(grid)
        case.parts[1] = [boxes.gather([*spread(grid), *spread(grid[:head])])]
    return case


LAYOUTS = (
    Layout("unforeseen: three years, this one last", change=three_years),
    Layout("unforeseen: 本年度, 上年度 and the change in per cent", change=growth),
    Layout("unforeseen: a quarter beside the year", change=quarters, floor=0.1),
    Layout("unforeseen: two bodies and the whole", change=bodies),
    Layout("unforeseen: an old number in brackets", write=minus, floor=0),
    Layout("unforeseen: tags in capitals", write=capitals),
    Layout("unforeseen: captions, heads and feet", write=captions_inside),
    Layout("unforeseen: tables beside each other", write=side_tables),
    Layout("unforeseen: PDF with grey behind its numbers", write=stripes),
    Layout("unforeseen: headings once more at the end", change=headings_repeated_upright),
    Layout("unforeseen: years below each other in Word", change=below("{this}年度", "{last}年度"), write=word.write),
    Layout("unforeseen: units in a workbook", change=numbers(lambda t: t + " 件"), write=formats.xlsx, floor=0.9),
)
