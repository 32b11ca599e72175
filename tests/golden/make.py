"""Makes golden inputs and expected rows from ``report.toml``: ``.venv/bin/python -m tests.golden.make [CASE]…``.

A case is a folder. ``report.toml`` is written by hand; everything beside it is made by this script and committed, so
that the tests need neither this script nor LibreOffice. ``expected.json`` says what was printed, taken from the same
file without the extractors.
"""

import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nianbao.sample import markup, pages
from nianbao.sample.manuscript import TITLES, Manuscript
from nianbao.sample.printed import APPLICANTS, DISCLOSURE, ENDINGS, SUITS, Numbers, Rows
from scripts import word

HERE = Path(__file__).parent
HOST = pages.Host(
    name="示例市澄川区人民政府",
    code="9901020001",
    operator="示例市澄川区人民政府办公室",
    contractor="示例市澄川区政务服务和数据局",
    navigation=(("首页", "/"), ("政务公开", "/zwgk/"), ("政务服务", "/zwfw/"), ("互动交流", "/hdjl/")),
)
COLUMN = "政府信息公开年报"
STATES = {"_": "blank", "-": "dash", "—": "dash", "/": "slash", "无": "none_word"}
HALF_WIDTH = str.maketrans("，：（）；", ",:();")


def main(names: list[str]) -> None:
    """Makes the named cases, or all."""
    folders = [HERE / name for name in names] or sorted(path.parent for path in HERE.glob("*/report.toml"))
    docs: dict[Path, Manuscript] = {}
    for folder in folders:
        case = tomllib.loads((folder / "report.toml").read_text("utf-8"))
        text = manuscript(case)
        for shape in case["shapes"]:
            if shape == "report.doc":
                docs[folder / shape] = text
            else:
                (folder / shape).write_bytes(_SHAPES[shape](case, text))
        (folder / "expected.json").write_text(expected(case), "utf-8")
    for path, text in docs.items():  # one by one: LibreOffice names its output after its input
        word.write_doc({path: text})


def manuscript(case: dict[str, Any]) -> Manuscript:
    """What ``report.toml`` says."""
    return Manuscript(
        agency=case["agency"],
        year=case["year"],
        form=case["form"],
        title=case["title"],
        heading=tuple(case["heading"]),
        published=case["published"],
        numbers=numbers(case),
        preamble=tuple(case["preamble"]),
        prose={key: tuple(lines) for key, lines in case["prose"].items()},
    )


def numbers(case: dict[str, Any]) -> Numbers:
    """Every cell as printed, empty ones as empty text."""
    return {key: "" if token == "_" else token for key, token in tokens(case)}


def tokens(case: dict[str, Any]) -> Iterator[tuple[tuple[str, str, str], str]]:
    """The grids of numbers, token by token with the cell it belongs to."""
    for table, grid in case["numbers"].items():
        for line in grid.strip().splitlines():
            row, *printed = line.split()
            for column, token in zip(_columns(case["form"], table, row), printed, strict=True):
                yield (table, row, column), token


def _columns(form: str, table: str, row: str) -> list[str]:
    if table == "t3":
        return [key for key, _ in APPLICANTS]
    if table == "t4":
        return [f"{suit}_{ending}" for suit in SUITS for ending, _ in ENDINGS]
    _, blocks = DISCLOSURE[form]
    return next([key for key, _, _ in columns] for _, columns, rows in blocks if row in dict(rows))


def expected(case: dict[str, Any]) -> str:
    """The expected reading as JSON, a cell a line: table, row, column, value, state, raw."""
    facts = {
        "agency": case["agency"],
        "on_page": case.get("on_page", case["agency"]),
        "year": case["year"],
        "format": case["form"],
        "title": {"page.html": case["title"], "other": "".join(case["heading"])},
        "published": {"page.html": str(case["published"])},
        "site_code": {"page.html": HOST.code},
        "sections": [[key, title] for key, title in TITLES.items()],
        "prose": case["prose"],
        "fails": case.get("fails", []),
        "units": {"t2b.central_procurement.procurement_amount": "元"} if case["form"] == "b2019" else {},
    }
    lines = [f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in facts.items()]
    cells = [f"  {json.dumps(_cell(key, token), ensure_ascii=False)}" for key, token in tokens(case)]
    return "{\n" + ",\n".join([*lines, ' "cells": [\n' + ",\n".join(cells) + "\n ]"]) + "\n}\n"


def _cell(key: tuple[str, str, str], token: str) -> list[str | None]:
    state = STATES.get(token, "reported")
    value = token.removeprefix("+") if state == "reported" else None
    return [*key, value, state, "" if state == "blank" else token]


def _page(case: dict[str, Any], text: Manuscript) -> bytes:
    files = ((case["file"], "./P020250117356109874512.doc"),) if "file" in case else ()
    body = markup.article(text, markup.Hand(case["hand"]))
    article = pages.Article(text.title, text.published, HOST.operator, COLUMN, body, files)
    path = (("首页", "/"), ("政府信息公开", "/zfxxgk/"), (COLUMN, "/zfxxgk/zfxxgknb/"))
    return pages.article(HOST, article, path=path).encode()


def _flattened(case: dict[str, Any], text: Manuscript) -> bytes:
    """The page as text corpora hold it: half-width punctuation, a row a line, merged cells lost but counted."""
    lines = [*text.heading, *text.preamble]
    for part in text.parts():
        lines.append(part.title)
        for block in part.blocks:
            lines.extend([block] if isinstance(block, str) else _flat_rows(block))
    footer = (
        case.get("file", ""),
        f"主办:{HOST.operator} 承办:{HOST.contractor}",
        f"政府网站标识码:{HOST.code} 示ICP备00000000号",
    )
    return "\n".join((*lines, *filter(None, footer))).translate(HALF_WIDTH).encode()


def _flat_rows(rows: Rows) -> Iterator[str]:
    """Cells packed to the left, and as many bars as the table has columns."""
    width = sum(span.columns for span in rows[0])
    for row in rows:
        empty = width - len(row)
        yield " | ".join(_spaced(span.text) for span in row) + " |" + (" " + "|" * empty if empty else "")


def _spaced(words: str) -> str:
    """Short headings broken over two lines leave a space."""
    return (
        f"{words[:2]} {words[2:]}" if words in ("商业企业", "科研机构", "结果纠正", "其他结果", "尚未审结") else words
    )


_SHAPES = {
    "page.html": _page,
    "report.docx": lambda _, text: word.write_docx(text),
    "page.txt": _flattened,
}


if __name__ == "__main__":
    main(sys.argv[1:])
