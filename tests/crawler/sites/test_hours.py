"""Opening hours of a site file, by China's clock."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.errors import SiteFileError, WrongChoice
from crawler.sites import load
from crawler.spiders.registry import open_now

_FILE = 'code = "110102"\nname = "北京市西城区"\nstart_urls = ["https://www.bjxch.gov.cn/"]\n'


def site(folder: Path, hours: str | None, name: str = "xicheng"):
    line = f'hours = "{hours}"\n' if hours else ""
    path = folder / f"{name}.toml"
    path.write_text(_FILE + line, "utf-8")
    return load(path)[0]


def at(hour: int, minute: int = 0) -> datetime:
    """A moment of China's clock, in UTC."""
    return datetime(2026, 1, 20, (hour - 8) % 24, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "moment", "is_open"),
    [
        (None, at(12), True),
        ("20:00-07:00", at(20), True),
        ("20:00-07:00", at(3), True),
        ("20:00-07:00", at(7), False),
        ("20:00-07:00", at(12), False),
        ("01:30-05:00", at(1, 30), True),
        ("01:30-05:00", at(5), False),
    ],
)
def test_a_site_is_open_in_its_hours(tmp_path: Path, hours: str | None, moment: datetime, is_open: bool) -> None:
    assert site(tmp_path, hours).is_open(moment) is is_open


@pytest.mark.parametrize("hours", ["20-7", "25:00-07:00", "20:00-20:00", "night"])
def test_hours_that_cannot_be_are_told(tmp_path: Path, hours: str) -> None:
    with pytest.raises(SiteFileError, match="hours: must be two times"):
        site(tmp_path, hours)


def test_closed_sites_are_left_out_and_named_ones_told(tmp_path: Path) -> None:
    closed, always = site(tmp_path, "20:00-07:00"), site(tmp_path, None, "dongcheng")
    assert open_now([closed, always], at(12), named=False) == (always,)
    with pytest.raises(WrongChoice, match=r"xicheng may be crawled from 20:00 to 07:00 only"):
        open_now([closed, always], at(12), named=True)
    with pytest.raises(WrongChoice, match="xicheng may be crawled"):
        open_now([closed], at(12), named=False)
