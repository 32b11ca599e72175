"""The pages for the reader of a release, README.md and README.zh.md, filled with what is in it."""

from collections.abc import Iterator, Sequence

from storage.export.descriptor import TITLE, Written
from storage.export.gaps import Gaps
from storage.export.schema import Words
from storage.release.texts import page
from storage.release.texts.citation import Cited

_OTHERS = (
    (
        "parquet/",
        Words(
            "The same tables as Parquet, and `panel`: a row a report", "同样各表及每份报告一行的 panel 表，Parquet 格式"
        ),
    ),
    ("codebook.md, codebook.zh.md", Words("What every column and key means", "各列及代码的含义")),
    ("datapackage.json", Words("The same for programs (Data Package)", "供程序使用的数据说明（Data Package）")),
    ("CHANGES.md", Words("What changed since the release before", "与上次发布的差异")),
    ("CITATION.cff, CITATION.txt", Words("How to cite it", "引用信息")),
    ("manifest.json, SHA256SUMS", Words("Size and digest of every file", "各文件的大小和摘要")),
)


def readme(
    name: str, cited: Cited, known: Gaps, files: Sequence[Written], columnar: Sequence[Written], districts: int
) -> str:
    """The page of that name."""
    chinese = name == "README.zh.md"
    rows = {file.table.name: file.rows for file in files}
    return page(
        name,
        {
            "title": TITLE.zh if chinese else TITLE.en,
            "day": cited.day,
            "reports": f"{cited.reports:,}",
            "agencies": f"{cited.agencies:,}",
            "districts": f"{districts:,}",
            "cells": f"{rows['cells']:,}",
            "expected": f"{known.reports.total():,}",
            "missing": f"{known.missing:,}",
            "files": "\n".join(_listed(files, parquet=bool(columnar), chinese=chinese)),
            "citation": cited.line_zh if chinese else cited.line,
        },
    )


def _listed(files: Sequence[Written], *, parquet: bool, chinese: bool) -> Iterator[str]:
    for file in files:
        title = file.table.title.zh if chinese else file.table.title.en
        counted = f"{file.rows:,} 行" if chinese else f"{file.rows:,} {'row' if file.rows == 1 else 'rows'}"
        yield f"| `data/{file.path.name}` | {title} ({counted}) |"
    for name, words in _OTHERS:
        if parquet or name != "parquet/":
            yield f"| `{name.replace(', ', '`, `')}` | {words.zh if chinese else words.en} |"
