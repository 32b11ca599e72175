"""Finding what stands between two marks, in one pass: a pattern would start anew at every mark that is never closed."""

from collections.abc import Iterator


def between(text: str, opening: str, closing: str, most: int | None = None) -> Iterator[tuple[int, str]]:
    """The contents between two marks, whatever their case, with where they begin; ``most`` bounds their length.

    Contents that are longer, or never closed, are left out.
    """
    low = text.lower()
    if len(low) != len(text):  # a few letters change their length with their case
        low = text
    place = low.find(opening)
    while place >= 0:
        start = place + len(opening)
        end = low.find(closing, start, None if most is None else start + most + len(closing))
        if end < 0 and most is None:
            return
        if end >= 0:
            yield start, text[start:end]
        place = low.find(opening, end + len(closing) if end >= 0 else start)


def without(text: str, opening: str, closing: str) -> str:
    """The text without what stands between two marks; what is never closed stays."""
    kept: list[str] = []
    place = 0
    while (start := text.find(opening, place)) >= 0 and (end := text.find(closing, start)) >= 0:
        kept.append(text[place:start])
        place = end + len(closing)
    return "".join(kept) + text[place:]
