"""Real-shaped documents to start from: the golden ones, and the generated layouts in every format."""

from functools import cache
from pathlib import Path

from tests.layouts import formats, truth, word
from tests.layouts.case import draw
from tests.layouts.statutory import Style

_GOLDEN = Path(__file__).parents[1] / "golden"
_WRITERS = {
    "rtf": formats.rtf,
    "mhtml": formats.mhtml,
    "wordml": formats.wordml,
    "odt": formats.odt,
    "xlsx": formats.xlsx,
    "pdf": formats.pdf,
    "docx": word.write,
    "html": formats.html_as_doc,
}
FORMATS = (*_WRITERS, "doc", "txt")


@cache
def originals(format_: str) -> tuple[bytes, ...]:
    """Some documents in a format, of both statutory forms where it can be written."""
    golden = [path.read_bytes() for path in sorted(_GOLDEN.glob(f"*/*.{format_}"))]
    if (write := _WRITERS.get(format_)) is None:
        return tuple(golden)
    drawn = [
        write(draw(form, truth.make(form, state), Style()))
        for form in ("a2021", "b2019")
        for state in ("full", "marks")
    ]
    return (*golden, *drawn)
