"""Rows with everything that a file format could trip over."""

from datetime import UTC, datetime
from decimal import Decimal

from storage.records import CellRow

RAWS = [
    "58",
    "=1+1",
    '=HYPERLINK("http://x")',
    "+86",
    "-",
    "@SUM(A1)",
    "\t=1",
    "#N/A",
    "#DIV/0!",
    '一,二"三"',
    "line\nbreak\r\nagain",
    " space ",
    "",
    None,
    "１２３",
    "𠀀",
    "\x0b\x07",
    "_x0041_",
    "007",
    "1e5",
    "TRUE",
]  # fmt: skip
VALUES = [
    Decimal("58"),
    Decimal("0.30000000000000004"),
    Decimal("-3.50"),
    Decimal("1E+3"),
    Decimal("123456789012345678901234567890123456789012345.1"),
    Decimal(0),
    None,
]
AT = datetime(2026, 1, 20, 3, 4, 5, tzinfo=UTC)


def cells(count: int = len(RAWS)) -> list[CellRow]:
    return [
        CellRow(
            "110102", "北京市西城区", "北京市西城区财政局", 2025, "a2021", "t3", f"row_{number}", "total",
            VALUES[number % len(VALUES)], "reported", RAWS[number % len(RAWS)],
            "https://www.example.gov.cn/a?b=1&c=2", "0" * 64, AT, "1",
        )
        for number in range(count)
    ]  # fmt: skip
