"""Documents changed at random, in their bytes or in the text that their package holds, by a seed that repeats it."""

import io
import random
import re
import zipfile

from crawler.extractors.readers.shared.package import BROKEN

_TOKENS = (
    *(
        b"0",
        b"-1",
        b"4294967295",
        b"99999999999999999999",
        b"\0",
        b"\xff\xfe",
        b"<",
        b">",
        b"</td>",
        b"<table>",
        b"<tr>",
    ),
    *(
        b"<!--",
        b"]]>",
        b"&#x0;",
        b"&a;",
        b'"',
        b"{",
        b"}",
        b"\\cell",
        b"\\row",
        b"\\bin9",
        b"|",
        b"(",
        b")",
        b">>",
        b"<<",
    ),
    *(
        "总计".encode(),
        "年".encode(),
        b"rowspan=99999",
        b'w:val="99999999"',
        b"endobj",
        b"stream",
        b"1 0 R",
        b"\n" * 50,
    ),
)
_TEXT = re.compile(r"(?:content|word/document|xl/worksheets/sheet\d+|xl/sharedStrings|styles)\.xml$")


def mutate(data: bytes, seed: str) -> bytes:
    """The same with one to eight changes; of a package, half the time inside one of its parts."""
    chance = random.Random(seed)
    if data.startswith(b"PK") and chance.random() < 0.6:
        return _inside(data, chance)
    return _changed(data, chance)


def _inside(data: bytes, chance: random.Random) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
    except BROKEN:
        return _changed(data, chance)
    texts = [name for name in parts if _TEXT.search(name)]
    name = chance.choice(texts if texts and chance.random() < 0.9 else list(parts))
    parts[name] = _changed(parts[name], chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as other:
        for each, body in parts.items():
            other.writestr(each, body)
    return out.getvalue()


def _changed(data: bytes, chance: random.Random) -> bytes:
    body = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        if not body:
            break
        chance.choice((_flip, _cut, _double, _swap, _insert, _truncate, _digit))(body, chance)
    return bytes(body)


def _span(body: bytearray, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(body))
    return start, min(len(body), start + chance.choice((1, 4, 20, 200, 2000)))


def _flip(body: bytearray, chance: random.Random) -> None:
    body[chance.randrange(len(body))] = chance.randrange(256)


def _cut(body: bytearray, chance: random.Random) -> None:
    start, end = _span(body, chance)
    del body[start:end]


def _double(body: bytearray, chance: random.Random) -> None:
    start, end = _span(body, chance)
    body[start:start] = body[start:end] * chance.choice((1, 1, 2, 30))


def _swap(body: bytearray, chance: random.Random) -> None:
    start, end = _span(body, chance)
    piece = body[start:end]
    del body[start:end]
    place = chance.randrange(len(body) + 1)
    body[place:place] = piece


def _insert(body: bytearray, chance: random.Random) -> None:
    place = chance.randrange(len(body) + 1)
    body[place:place] = chance.choice(_TOKENS)


def _truncate(body: bytearray, chance: random.Random) -> None:
    del body[chance.randrange(len(body) // 2, len(body) + 1) :]


def _digit(body: bytearray, chance: random.Random) -> None:
    places = [match.start() for match in re.finditer(rb"\d", bytes(body))]
    if places:
        body[chance.choice(places)] = chance.choice(b"0123456789")
