"""Letters put together to lines and words."""

from collections.abc import Iterable, Sequence

from crawler.extractors.readers.pages.sheet import Line
from crawler.extractors.readers.pdf.letters import Letter
from crawler.extractors.readers.shared.marked import raised

_SMALL = 0.75
"""Of the size of the largest digit of its line: a smaller one is the mark of a footnote."""
_SHIFTED = 0.2
"""Of its height: so far off the foot of the digits that it touches, a digit is none of theirs, however large it is."""
_SIGNS = frozenset("-－—–―/／")
"""What stands in cells for no number: a small digit behind one is a mark, and no negative number."""
_GAP = 0.25
"""Of the size of its letters: from this gap on two letters of a line stand apart."""


def in_lines(letters: Iterable[Letter]) -> list[list[Letter]]:
    """Letters by line, top to bottom, left to right; fonts of one line differ in height, so middles are compared."""
    lines: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda each: each.middle[1]):
        height = letter.bottom - letter.top
        if lines and abs(lines[-1][0].middle[1] - letter.middle[1]) <= 0.5 * max(height, 1):
            lines[-1].append(letter)
        else:
            lines.append([letter])
    for line in lines:
        line.sort(key=lambda each: each.left)
    return lines


def words(line: Sequence[Letter]) -> str:
    """The text of a line; a gap between letters is a blank, except between ideographs that are spaced out.

    Digits smaller than others of their line or than a dash before them, or higher or lower than those that they touch,
    are raised ones.
    """
    text = ""
    last: Letter | None = None
    foot: float | None = None
    beside = 0.0
    largest = max((_height(letter) for letter in line if letter.text.isdigit()), default=0.0)
    for letter in line:
        if last is not None and letter.left - last.right > _GAP * _height(letter):
            foot, beside = None, 0.0
            text += "" if text.endswith(" ") else " "
        if letter.text.isdigit():
            foot = letter.bottom if foot is None else foot
            off = _height(letter) < _SMALL * max(largest, beside) or abs(letter.bottom - foot) > _SHIFTED * _height(
                letter
            )
            text += raised(letter.text) if off else letter.text
        else:
            text += letter.text
            beside = _height(letter) if letter.text in _SIGNS else 0.0
        last = letter
    return " ".join(text.split())


def _height(letter: Letter) -> float:
    return max(letter.bottom - letter.top, 1)


def line_of(line: Sequence[Letter], page: int) -> Line:
    """A line of the page."""
    return Line(
        words(line),
        min(letter.top for letter in line),
        max(letter.bottom for letter in line),
        line[0].left,
        max(letter.right for letter in line),
        max(letter.bottom - letter.top for letter in line),
        page,
    )
