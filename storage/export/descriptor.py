"""``datapackage.json``: what the files are, for programs (Data Package 2.0), in English and Chinese."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from storage.export.gaps import PRESENCES, Gaps
from storage.export.schema import Column, Kind, Table, Words
from storage.export.sheets import rows_of, sheets

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
MEDIA_TYPES = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "sqlite": "application/vnd.sqlite3",
}
DIALECT = {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True}
TITLE = Words(
    "Annual open-government reports of Chinese districts and their agencies",
    "县级行政区及其行政机关政府信息公开工作年度报告",
)
DESCRIPTION = Words(
    "Every number of the statutory tables as it was printed, with its state, its source and the digest of the document."
    " 0, a dash, a slash, 无, an empty cell and an absent one are different facts, and no number was filled in.",
    "法定表格中每个数字的原样记录，附单元格状态、来源网址和原始文件摘要。"
    "0、横线、斜线、“无”、空白和缺失是不同的事实，未作任何填补。",
)
KEYWORDS = ["open government", "freedom of information", "China", "政府信息公开", "年度报告"]


@dataclass(frozen=True)
class Written:
    """A table and the file that it went to."""

    table: Table
    path: Path
    rows: int

    @property
    def format(self) -> str:
        """``csv`` for ``cells.csv`` and for ``cells.csv.gz``."""
        return self.path.name.split(".")[1]

    @property
    def sheets(self) -> list[str]:
        """The sheets of a workbook; none for other files."""
        return sheets(self.table.name, self.rows) if self.format == "xlsx" else []

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the file as it stands."""
        return digest(self.path)


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def descriptor(
    files: Sequence[Written],
    known: Gaps | None,
    *,
    root: Path | None = None,
    bom: bool = False,
    more: Mapping[str, object] = MappingProxyType({}),
) -> str:
    """The descriptor as text. Holds no moment and no place, so that the same files give the same descriptor.

    Without ``known`` nothing is said of what is missing. Paths are told from ``root``, by default the folder of each
    file; ``more`` are properties of the package.
    """
    package = {
        "$schema": PROFILE,
        "name": "nianbao",
        **_said(TITLE, DESCRIPTION),
        "languages": ["en", "zh"],
        "keywords": KEYWORDS,
        **more,
        **({} if known is None else {"gaps": _gaps(known)}),
        "resources": [
            resource | ({"encoding": "utf-8-sig"} if bom else {})
            for file in files
            for resource in _resources(file, files, root or file.path.parent)
        ],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _said(title: Words, description: Words | None = None) -> dict[str, str]:
    described = {"description": description.en, "description_zh": description.zh} if description else {}
    return {"title": title.en, "title_zh": title.zh, **described}


def _gaps(known: Gaps) -> dict[str, Any]:
    """Expected reports, and how many of them are there or not for which reason."""
    return {
        **_said(
            Words("Expected reports, by what is known of them", "应有报告及其收录情况"),
            Words(
                "Expected are the agencies of each district in the years in which they exist, up to as_of.",
                "应有报告：各行政区的行政机关在其存续年度内应公布的报告，截至 as_of 所示日期。",
            ),
        ),
        "as_of": known.day.isoformat() if known.day else None,
        "expected": known.reports.total(),
        "missing": known.missing,
        "states": [
            {"state": str(state), "reports": known.reports[state], **_said(meaning)} for state, meaning in PRESENCES
        ],
    }


def _resources(file: Written, files: Sequence[Written], root: Path) -> Iterator[dict[str, Any]]:
    """One for a file, or one for each sheet of a workbook that needs several."""
    for number, sheet in enumerate(file.sheets or [""]):
        rows = rows_of(number, file.rows) if sheet else file.rows
        yield {
            "name": file.table.name + (f"-{number + 1}" if number else ""),
            **({"type": "table"} if file.format != "sqlite" else {}),
            "path": file.path.relative_to(root).as_posix(),
            **_said(file.table.title),
            "format": file.format,
            "mediatype": MEDIA_TYPES[file.format],
            **_dialect(file, sheet),
            **_counted(next(other for other in files if other.path == file.path), rows),
            "schema": _schema(file, files),
        }


def _counted(file: Written, rows: int) -> dict[str, Any]:
    """Bytes and digest of the file, rows of the table; under names of our own where frictionless cannot count them.

    It compares ``bytes`` and ``hash`` of everything that it reads, Parquet too, whose bytes it does not see, and the
    ``rows`` of everything that it does not read as a table, an SQLite file among them.
    """
    size, sha256 = file.path.stat().st_size, file.digest
    whole = (
        {"size": size, "sha256": sha256} if file.format == "parquet" else {"bytes": size, "hash": f"sha256:{sha256}"}
    )
    return {**whole, "row_count" if file.format == "sqlite" else "rows": rows}


def _dialect(file: Written, sheet: str) -> dict[str, Any]:
    if file.format == "csv":
        packed = {"compression": "gz"} if file.path.suffix == ".gz" else {}
        return {"encoding": "utf-8", **packed, "dialect": DIALECT}
    if file.format == "xlsx":
        return {"dialect": {"sheetName": sheet, "excel": {"sheet": sheet}}}
    if file.format == "sqlite":
        return {"dialect": {"table": file.table.name}}
    return {}


def _schema(file: Written, files: Iterable[Written]) -> dict[str, Any]:
    whole = {other.table.name for other in files if len(other.sheets) < 2}
    references = [reference for reference in file.table.references if reference.table in whole]
    return {
        "fields": [_field(column, file.format) for column in file.table.columns],
        "missingValues": [""],
        **({"primaryKey": list(file.table.key)} if file.table.key else {}),
        **(
            {
                "foreignKeys": [
                    {
                        "fields": list(reference.columns),
                        "reference": {"resource": reference.table, "fields": list(reference.columns)},
                    }
                    for reference in references
                ]
            }
            if references
            else {}
        ),
    }


def _field(column: Column, kind: str) -> dict[str, Any]:
    constraints = {
        **({"required": True} if column.required else {}),
        **({"enum": [str(value) for value, _ in column.among]} if column.among else {}),
    }
    categories = [{"value": str(value), "label": meaning.en, "label_zh": meaning.zh} for value, meaning in column.among]
    return {
        "name": column.name,
        "type": Kind.STRING if kind == "parquet" and column.kind is Kind.NUMBER and not column.binary else column.kind,
        **({"format": "default"} if column.kind in (Kind.DATE, Kind.DATETIME) else {}),
        **_said(column.title, column.description),
        **({"unit": column.unit.en, "unit_zh": column.unit.zh} if column.unit else {}),
        **({"constraints": constraints} if constraints else {}),
        **({"categories": categories} if categories else {}),
    }
