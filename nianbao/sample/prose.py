"""The sentences of a sample report: what the agency says of its year, and the numbers of its tables in words."""

from collections.abc import Sequence

from nianbao.sample.printed import APPLICANTS, Numbers


def write(
    numbers: Numbers, work: Sequence[str], problems: Sequence[str], told: tuple[int, int]
) -> dict[str, tuple[str, ...]]:
    """Section key → paragraphs. The first sentence of ``work`` has two numbers of its own, which are ``told``."""
    told_of, *others = work
    return {
        "overview": (
            f"（一）主动公开。{told_of.format(a=told[0], b=told[1])}",
            f"（二）依申请公开。{_requests(numbers)}{_disputes(numbers)}",
            f"（三）管理、平台和监督。{''.join(others)}",
        ),
        "problems": tuple(problems),
        "other_matters": ("本年度没有收取信息处理费，没有其他需要报告的事项。",),
    }


def _requests(numbers: Numbers) -> str:
    new, before, done, left = (
        _sum(numbers, row) for row in ("new_received", "carried_in", "results_total", "carried_out")
    )
    return f"全年新收政府信息公开申请{new}件，上年结转{before}件，办结{done}件，结转下年度继续办理{left}件。"


def _disputes(numbers: Numbers) -> str:
    review, direct, after = (numbers["t4", "value", f"{suit}_total"] for suit in ("review", "direct", "after_review"))
    return f"因政府信息公开工作被申请行政复议{review}件，被提起行政诉讼{int(direct) + int(after)}件。"


def _sum(numbers: Numbers, row: str) -> int:
    return sum(int(numbers["t3", row, column]) for column, _ in APPLICANTS[:-1])
