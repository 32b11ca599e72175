"""What happens to tables between the notice's form and a page: each function changes one case."""

import re
from collections.abc import Callable
from random import Random

import forms
from forms import Measure
from tests.layouts import boxes, statutory, truth
from tests.layouts.boxes import Box, Grid, spread
from tests.layouts.case import Case

Change = Callable[[Case, Random], Case]

_NUMBER = re.compile(r"\d+(\.\d+)?")
_ORDINAL = re.compile(r"^(\d)\.")


def is_number(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text))


def is_words(text: str) -> bool:
    return sum("\u4e00" <= c <= "\u9fff" for c in text) > 1


def turned(index: int) -> Change:
    """One of the statutory tables with rows for columns."""
    return of(index, lambda grid, _: boxes.transpose(grid))


def every_text(alter: Callable[[str], str]) -> Change:
    def change(case: Case, _: Random) -> Case:
        for part in case.parts:
            for grid in part:
                for row in grid:
                    for box in row:
                        box.text = alter(box.text)
        return case

    return change


def numbers(alter: Callable[[str], str]) -> Change:
    return every_text(lambda text: alter(text) if is_number(text) else text)


def words(alter: Callable[[str], str]) -> Change:
    return every_text(lambda text: alter(text) if is_words(text) else text)


def ordinals(pattern: str) -> Change:
    """``{}`` stands for the number of a row: ``{}、`` makes 1、 of 1."""
    return words(lambda text: _ORDINAL.sub(lambda m: pattern.format(m[1]), text))


def circled(text: str) -> str:
    return _ORDINAL.sub(lambda m: chr(ord("①") + int(m[1]) - 1), text)


def grids(alter: Callable[[Grid], Grid]) -> Change:
    def change(case: Case, _: Random) -> Case:
        for part in case.parts:
            part[:] = [alter(grid) for grid in part]
        return case

    return change


def of(index: int, alter: Callable[[Grid, Random], Grid | list[Grid]]) -> Change:
    """Only one of the statutory tables: 0 is 表二, 1 表三, 2 表四. A list of tables takes its place."""

    def change(case: Case, chance: Random) -> Case:
        if index < len(case.parts):
            new: list[Grid] = []
            for grid in case.parts[index]:
                altered = alter(grid, chance)
                several = altered and altered[0] and isinstance(altered[0][0], list)
                new += altered if several else [altered]  # type: ignore[list-item]
            case.parts[index] = new
        return case

    return change


def both(*changes: Change) -> Change:
    """One after the other. Raises ValueError where one leaves lines of text in the place of tables to the next."""

    def change(case: Case, chance: Random) -> Case:
        for one in changes:
            if any(isinstance(table, str) for part in case.parts for table in part):
                raise ValueError("there are lines of text in the place of tables")
            case = one(case, chance)
        return case

    return change


def head_height(grid: Grid) -> int:
    """Rows before the first with a number or blank value cells: until 一、 or the first data row."""
    for y, row in enumerate(grid):
        if any(box.text.startswith(("一、本年", "规章")) for box in row):
            return y
    return 1


def cut_anywhere(*, repeat_head: bool = False, repeat_groups: bool = False, pieces: int = 2) -> Change:
    """Split 表三 after rows drawn at random."""

    def alter(grid: Grid, chance: Random) -> list[Grid]:
        head = head_height(grid)
        after = sorted(chance.sample(range(head, len(grid) - 1), pieces - 1))
        return boxes.split(grid, *after, repeat=repeat_groups, head=head if repeat_head else 0)

    return of(1, alter)


def cut_blocks(case: Case, _: Random) -> Case:
    """表二: a table for each block."""
    (grid,) = case.parts[0]
    starts = [y for y, row in enumerate(grid) if row[0].text.startswith("第二十条")]
    if starts:
        case.parts[0] = boxes.split(grid, *(y - 1 for y in starts[1:]))
    return case


def cut_statistics(case: Case, chance: Random) -> Case:
    if case.form == "c2014":
        (grid,) = case.parts[0]
        case.parts[0] = boxes.split(grid, *sorted(chance.sample(range(5, len(grid) - 2), 2)))
    return case


def joined(case: Case, _: Random) -> Case:
    if len(case.parts) == 3:
        case.parts = [[boxes.join(*(grid for part in case.parts for grid in part))], [], []]
    return case


def joined_last_two(case: Case, _: Random) -> Case:
    if len(case.parts) == 3:
        case.parts[1:] = [[boxes.join(*case.parts[1], *case.parts[2])], []]
    return case


def twice(case: Case, _: Random) -> Case:
    for part in case.parts:
        part.extend(list(part))
    return case


def column(at: int, texts: Callable[[Grid], list[str]] = lambda _: []) -> Change:
    """A further column in 表三 (or the table of 2014), before column ``at``; negative counts from the end."""

    def alter(grid: Grid, _: Random) -> Grid:
        width = len(spread(grid)[0])
        return boxes.insert_column(grid, at if at >= 0 else width + 1 + at, texts(grid))

    def old(grid: Grid, _: Random) -> Grid:
        return boxes.insert_column(grid, max(at - 1, 0) if at >= 0 else 3, texts(grid))

    return both(of(1, alter), lambda case, chance: of(0, old)(case, chance) if case.form == "c2014" else case)


def counting(heading: str) -> Callable[[Grid], list[str]]:
    """Row numbers, as in a column 序号."""

    def texts(grid: Grid) -> list[str]:
        head = head_height(grid)
        return ["" if y else heading for y in range(head)] + [str(n + 1) for n in range(len(grid) - head)]

    return texts


def saying(heading: str, text: str) -> Callable[[Grid], list[str]]:
    def texts(grid: Grid) -> list[str]:
        head = head_height(grid)
        return ["" if y else heading for y in range(head)] + [text] * (len(grid) - head)

    return texts


def spacer_rows(grid: Grid) -> Grid:
    for y in range(len(grid) - 1, head_height(grid), -6):
        grid = boxes.insert_row(grid, y)
    return grid


def note_row(text: str, *, last: bool = False) -> Callable[[Grid], Grid]:
    def alter(grid: Grid) -> Grid:
        row = [Box(text, 1, len(spread(grid)[0]))]
        return [*grid, row] if last else [row, *grid]

    return alter


def shifted_head(grid: Grid, _: Random) -> Grid:
    """As a page of 2021 has it: 自然人 two columns wide, a blank before 商业企业, two wide like its numbers."""
    head = head_height(grid)
    for row in grid[:head]:
        for box in row:
            if box.text == "自然人":
                box.columns = 2
            elif box.text == "商业企业":
                box.columns = 2
                row.insert(row.index(box), Box())
                break
    for row in grid[head:]:
        if len(row) >= 8:
            row[-6].columns = 2
    return grid


def corner_width(width: int) -> Change:
    def alter(grid: Grid, _: Random) -> Grid:
        grid[0][0].columns = width
        return grid

    return of(1, alter)


def label_width(width: int) -> Change:
    """The label cell of 一、 二、 四、 not as wide as the three label columns."""

    def alter(grid: Grid, _: Random) -> Grid:
        for row in grid[head_height(grid) :]:
            if row[0].columns == 3:
                row[0].columns = width
        return grid

    return of(1, alter)


def wide_values(grid: Grid, chance: Random) -> Grid:
    """A number here and there that claims two columns."""
    for row in grid[head_height(grid) :]:
        if chance.random() < 0.3:
            row[-chance.randint(1, 7)].columns = 2
    return grid


def tall_values(grid: Grid, chance: Random) -> Grid:
    """A number here and there that claims two rows, in rows that have all their cells."""
    for row in grid[head_height(grid) : -1]:
        if chance.random() < 0.2:
            row[-chance.randint(1, 7)].rows = 2
    return grid


def group_height(by: int, only: str = "") -> Change:
    def alter(grid: Grid, _: Random) -> Grid:
        for row in grid[head_height(grid) :]:
            for box in row:
                if box.rows > 1 and (not only or box.text.startswith(only)):
                    box.rows += by
        return grid

    return of(1, alter)


def merged_blanks(grid: Grid, _: Random) -> Grid:
    """Blank neighbours in a row made one cell."""
    for row in grid[head_height(grid) :]:
        at = len(row) - 1
        while at > 0 and len(row) > 2:
            if not row[at].text and not row[at - 1].text and row[at].rows == row[at - 1].rows == 1:
                row[at - 1].columns += row.pop(at).columns
            at -= 1
    return grid


def without_last(case: Case, chance: Random) -> Case:
    """The cell of 总计 is not there in some rows of 表三."""
    for grid in case.parts[1] if len(case.parts) == 3 else ():
        for row in grid[head_height(grid) :]:
            if chance.random() < 0.3 and len(row) > 7 and any(box.text for box in row[-7:-1]):
                row.pop()
                case.lose(Measure("t3", row_key(row, case.form), "total"))
    return case


def without_middle(case: Case, chance: Random) -> Case:
    """A cell in the middle is not there in some rows of 表三: what follows stands one column to the left."""
    keys = [c.key for c in forms.table("t3").columns]
    for grid in case.parts[1] if len(case.parts) == 3 else ():
        for row in grid[head_height(grid) :]:
            at = chance.randint(2, 6)
            others = [box for box in row[-7:] if box is not row[-at]] if len(row) > 7 else []
            if chance.random() < 0.3 and any(box.text for box in others):
                row.pop(-at)
                case.lose(Measure("t3", row_key(row, case.form), keys[-at]))
    return case


def surplus_blanks(grid: Grid, chance: Random) -> Grid:
    """One or two empty cells too many at the end of some rows."""
    for row in grid[head_height(grid) :]:
        row.extend(Box() for _ in range(chance.choice((0, 0, 1, 2))))
    return grid


def row_key(row: list[Box], form: str) -> str:
    """The key of the row that these boxes are."""
    texts = {box.text for box in row}
    leaves = [r for r in forms.table("t3").rows_of(form) if r.kind != "group" and r.label in texts]
    return leaves[-1].key


def without_rows(case: Case, chance: Random) -> Case:
    """Rows left out of 表三, or out of the table of 2014."""
    table = "s14" if case.form == "c2014" else "t3"
    at = 0 if case.form == "c2014" else 1
    (grid,) = case.parts[at]
    gone = []
    for n, row in enumerate(forms.table(table).rows_of(case.form)):
        if row.kind in ("leaf", "of_which") and chance.random() < 0.2:
            y = next(y for y, line in enumerate(grid) if any(box.text == row.label for box in line))
            gone.append(n + 1 if table == "s14" else y)
            case.lose(*(m for m in case.truth if (m.table, m.row) == (table, row.key)))
    case.parts[at] = [boxes.remove_rows(grid, gone)]
    return case


def more_rows(case: Case, chance: Random) -> Case:
    """Rows that no form has."""

    def more(at: int, after: str, label: str) -> None:
        for n, grid in enumerate(case.parts[at]):
            y = next((y for y, row in enumerate(grid) if any(box.text == after for box in row)), None)
            if y is not None:
                row = [Box() for _ in grid[y]]
                row = [Box(str(chance.randint(20_000, 90_000)), 1, box.columns) for box in grid[y]]
                matrix = spread(grid)
                first = next(x for x, box in enumerate(matrix[y]) if box is not None and box.text == after)
                texts = [""] * first + [label] + [""] * (len(matrix[0]) - first - 1)
                new = boxes.insert_row(grid, y + 1, [t or str(chance.randint(20_000, 90_000)) for t in texts])
                case.parts[at][n] = new
                del row

    if case.form == "c2014":
        more(0, "3.政策解读稿件发布数", "其中：图解图表类解读稿件数")
        more(0, "（二）举办各类培训班数", "其中：线上培训班数")
        return case
    more(0, "规章", "其他业务文件")
    more(1, "一、本年新收政府信息公开申请数量", "其中：网络申请数量")
    more(1, "8.属于行政查询事项", "9.属于业务咨询")
    return case


def foreign_tables(case: Case, chance: Random) -> Case:
    """Tables of other things before and after, with words that the forms use too."""

    def numbers(width: int) -> list[Box]:
        return [Box(str(chance.randint(20_000, 90_000))) for _ in range(width)]

    by_town = [boxes.boxes("单位", *"甲乙丙丁戊己庚")]
    by_town += [[Box(name), *numbers(7)] for name in ("示例街道", "其他", "行政许可", "总计")]
    by_kind = [boxes.boxes("类别", "办件数量"), [Box("行政许可"), *numbers(1)], [Box("行政处罚"), *numbers(1)]]
    bare = [numbers(7), numbers(15), numbers(3)]
    case.parts[0] = [by_kind, *case.parts[0]]
    case.parts[-1] = [*case.parts[-1], by_town, bare, by_kind]
    return case


def other_form_too(case: Case, chance: Random) -> Case:
    """表二 of the other form stands below, with last year's numbers."""

    other = {"a2021": "b2019", "b2019": "a2021"}.get(case.form)
    if other:
        old = statutory.disclosure(truth.make(other, "full", seed=99), other, statutory.Style())
        case.parts[0] = [*case.parts[0], old]
    return case


def explained(case: Case, _: Random) -> Case:
    notes = {
        "规章": "规章（指市级以上政府规章）",
        "行政许可": "行政许可（指{year}年处理决定数量，不含撤回、撤销）",
        "本年增/减": "本年增/减（如+19、-8）",
        "2.重复申请": "2.重复申请（同一申请人）",
    }
    return words(lambda text: notes.get(text, text))(case, _)


def blank_title(case: Case, _: Random) -> Case:
    """The heading of the section stands in the first row of its table."""
    names = ("主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况")
    for n, part in enumerate(case.parts if len(case.parts) == 3 else ()):
        part[0] = note_row(f"{'二三四'[n]}、{names[n]}")(part[0])
    return case


def year_before(*, above: bool = False, in_table: bool = False, captioned: bool = True) -> Change:
    """表三 of the year before beside this year's; without a caption nobody can tell the two apart."""

    def change(case: Case, _: Random) -> Case:
        if len(case.parts) < 2:
            return case
        year = int(re.findall(r"20\d\d", case.title)[0]) - 1
        caption = f"{year}年收到和处理政府信息公开申请情况"
        other = statutory.tables(truth.make(case.form, "full", 7), case.form, statutory.Style())[1]
        if in_table:
            other = [[Box(caption, 1, 10)], *other]
        old: list[str | Grid] = [caption, other] if captioned and not in_table else [other]
        this = case.parts[1]
        case.parts[1] = [*old, "本年情况如下：", *this] if above else [*this, *old]  # type: ignore[list-item]
        if not captioned:
            case.truth = {m: text for m, text in case.truth.items() if m.table != "t3"}
        return case

    return change


def column_numbers(case: Case, _: Random) -> Case:
    """栏次 without a word: 1 to 15 between the headings and the numbers."""
    if len(case.parts) > 2:
        (grid,) = case.parts[2]
        grid.insert(len(grid) - 1, [Box(str(n + 1)) for n in range(15)])
    return case


def second_row(case: Case, _: Random) -> Case:
    """Another year's numbers below this year's, and nothing to tell them apart."""
    if len(case.parts) > 2:
        (grid,) = case.parts[2]
        if not any(box.text for box in grid[-1]):
            return case  # numbers below a blank row are read: sites put blank rows between headings and numbers
        grid.append([Box(str(n + 40)) for n in range(15)])
        case.truth = {m: text for m, text in case.truth.items() if m.table != "t4"}
    return case
