"""A few agencies of a district, the column of their reports, its links and what they lead to."""

from tests.district import page, report

NAMES = ("财政局", "教育局", "民政局", "司法局", "卫生健康委员会", "统计局")
COLUMN = "/zfxxgk/zfxxgknb/"


def title(name, year=2024):
    """Of the report of an agency."""
    return f"示例区{name}{year}年政府信息公开工作年度报告"


def links(names, year=2024, folder="./202501"):
    """The entries of the column for their reports."""
    return [(f"{folder}/t20250120_{NAMES.index(name)}.html", title(name, year)) for name in names]


def reports(names, year=2024, folder=f"{COLUMN}202501", **more):
    """The pages that these lead to."""
    return {f"{folder}/t20250120_{NAMES.index(n)}.html": report(f"示例区{n}", year, **more) for n in names}


def home(column=COLUMN):
    """The home page, and the page of disclosure that names the column."""
    return {
        "/": page("<a href='/zfxxgk/'>政府信息公开</a><a href='/zwdt/'>新闻动态</a>", "示例区人民政府"),
        "/zfxxgk/": page(f"<a href='/zfxxgk/zn/'>政府信息公开指南</a><a href='{column}'>政府信息公开年报</a>", "公开"),
    }
