"""A town with one column and one report of each of its agencies: what most journeys walk."""

from tests.district import listing, page, report

COLUMN = "/zfxxgk/zfxxgknb/"
AGENCIES = ("示例区财政局", "示例区教育局", "示例区民政局", "示例区司法局")


def path_of(number, year=2024):
    return f"{COLUMN}{year + 1}01/t{year + 1}0120_{number}.html"


def list_of(reports):
    return listing(
        (path.removeprefix(COLUMN), f"{name}{year}年政府信息公开工作年度报告")
        for path, (name, year, _) in reports.items()
    )


def publish(district, reports):
    """Home, disclosure, column, and the reports: path → agency, year, number."""
    district.pages["/"] = page("<a href='/zfxxgk/'>政府信息公开</a>", "示例市示例区人民政府")
    district.pages["/zfxxgk/"] = page(f"<a href='{COLUMN}'>政府信息公开年报</a>", "政府信息公开")
    district.pages[COLUMN] = list_of(reports)
    district.pages |= {path: report(name, year, number) for path, (name, year, number) in reports.items()}


def reports_of_2024():
    return {path_of(number): (name, 2024, number + 3) for number, name in enumerate(AGENCIES)}
