"""How a release is cited: a plain line, and CITATION.cff for programs (Citation File Format 1.2.0)."""

import json
from dataclasses import dataclass
from datetime import date

from storage.export.descriptor import DESCRIPTION, KEYWORDS, TITLE

AUTHOR = "The Nianbao contributors"
LINES = "CITATION.txt"
"""The file of the two lines, English and Chinese."""


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation needs: ``data`` is the SHA-256 over the digests of the tables, which names exactly this data."""

    day: date
    author: str
    data: str
    reports: int
    agencies: int

    @property
    def line(self) -> str:
        """One line for a list of references."""
        return (
            f"{self.author} ({self.day.year}): {TITLE.en} ({TITLE.zh}). Nianbao release {self.day}."
            f" {self.reports:,} reports of {self.agencies:,} agencies. Data sha256:{self.data}."
        )

    @property
    def line_zh(self) -> str:
        """The same in Chinese, in the manner of GB/T 7714."""
        return (
            f"{self.author}. {TITLE.zh}[DS]. 年报（Nianbao）{self.day} 发布版, {self.day.year}."
            f" {self.reports} 份报告，{self.agencies} 个行政机关. 数据摘要 sha256:{self.data}."
        )


def citation_file(cited: Cited) -> str:
    """CITATION.cff; strings are quoted as in JSON, which is YAML too."""
    words = "".join(f"  - {_quoted(word)}\n" for word in KEYWORDS)
    return (
        "cff-version: 1.2.0\n"
        "message: If you use this data, please cite the release as below.\n"
        "type: dataset\n"
        f"title: {_quoted(f'{TITLE.en} ({TITLE.zh})')}\n"
        f"abstract: {_quoted(f'{DESCRIPTION.en} {DESCRIPTION.zh}')}\n"
        f"authors:\n  - name: {_quoted(cited.author)}\n"
        f"version: {_quoted(cited.day.isoformat())}\n"
        f"date-released: {_quoted(cited.day.isoformat())}\n"
        "identifiers:\n  - type: other\n"
        f"    value: {_quoted(f'sha256:{cited.data}')}\n"
        "    description: SHA-256 over the digests of the tables, as manifest.json has it\n"
        f"keywords:\n{words}"
    )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
