"""``datapackage.json``: what the files are, for programs (Data Package 2.0)."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from storage.export.tables import Column, Kind, Table

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
MEDIA_TYPES = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
DIALECT = {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True}


@dataclass(frozen=True, slots=True)
class Written:
    """A file of the export."""

    table: Table
    path: Path
    rows: int


def descriptor(files: Iterable[Written]) -> str:
    """The descriptor as text. Holds no time and no place, so that the same files give the same descriptor."""
    package = {
        "$schema": PROFILE,
        "name": "nianbao",
        "title": "Annual open-government reports (政府信息公开工作年度报告)",
        "description": "Cells, reports, agencies, findings and measures. The columns are explained in the codebook.",
        "keywords": ["open government", "freedom of information", "China", "政府信息公开"],
        "resources": [_resource(file) for file in files],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(file: Written) -> dict[str, Any]:
    suffix = file.path.suffix.removeprefix(".")
    return {
        "name": file.table.name,
        "type": "table",
        "path": file.path.name,
        "title": file.table.title,
        "format": suffix,
        "mediatype": MEDIA_TYPES[suffix],
        **({"encoding": "utf-8", "dialect": DIALECT} if suffix == "csv" else {}),
        "bytes": file.path.stat().st_size,
        "hash": f"sha256:{_digest(file.path)}",
        "rows": file.rows,
        "schema": {
            "fields": [_field(column, suffix) for column in file.table.columns],
            "primaryKey": list(file.table.key),
            "missingValues": [""],
        },
    }


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _field(column: Column, suffix: str) -> dict[str, Any]:
    constraints = {
        **({"required": True} if column.required else {}),
        **({"enum": list(column.among)} if column.among else {}),
    }
    return {
        "name": column.name,
        "type": Kind.STRING if suffix == "parquet" and column.kind is Kind.NUMBER else column.kind,
        **({"format": "default"} if column.kind in (Kind.DATE, Kind.DATETIME) else {}),
        "description": column.description,
        **({"constraints": constraints} if constraints else {}),
    }
