"""Text that is not what it looks like without its looks: raised digits, and what is struck out or hidden."""

import re

UNSURE = "\ufffd"
"""Stands in a cell whose print cannot be told apart: no number is read from it."""
DIGITS = re.compile(r"\d")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def raised(text: str) -> str:
    """The same with superscript digits: the mark of a footnote behind 12 must not make it 121."""
    return text.translate(_RAISED)


def lowered(text: str) -> str:
    """The same with subscript digits."""
    return text.translate(_LOWERED)


RAISED, DELETED, PLAIN = "\ue0f0", "\ue0f1", "\ue0f2"
"""What a reader puts into a source before text that is raised, not printed, or neither, for a library that drops it."""
_MARKS = re.compile(f"({RAISED}|{DELETED})([^{RAISED}{DELETED}{PLAIN}]*){PLAIN}?")


def unmarked(text: str) -> str:
    """The text with what the marks say done to it."""
    if RAISED not in text and DELETED not in text:
        return text.replace(PLAIN, "")
    return _MARKS.sub(lambda found: raised(found[2]) if found[1] == RAISED else "", text).replace(PLAIN, "")
