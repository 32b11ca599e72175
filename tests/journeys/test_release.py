"""A release after two nights: the same bytes from the archive alone, in another folder, zone, locale and umask."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.journeys.household import Exported, Household
from tests.journeys.test_demo import free_port

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def released(household: Household, folder: Path, *options: str | Path) -> dict[str, bytes]:
    household.nianbao("release", folder, *options)
    (made,) = folder.iterdir()
    return Exported(made).files()


def test_a_release_made_anew_from_the_archive_elsewhere_is_the_same_byte_for_byte(tmp_path: Path) -> None:
    home = Household(tmp_path / "home", {"TZ": "UTC"})
    home.nianbao("demo", "--port", str(free_port()))
    first = tmp_path / "first"
    home.nianbao("release", first, "--date", "2026-11-20")
    (previous,) = first.iterdir()
    home.nianbao("demo", "--revision", "2")
    options = ("--previous", previous, "--date", "2026-12-01")
    files = released(home.elsewhere(LC_ALL="C"), tmp_path / "second", *options)

    text = files["CHANGES.md"].decode()
    assert "reports 1 new, 1 changed, 1 withdrawn, 0 returned, 0 removed" in text

    archive = str(home.path / "archive")
    other = Household(tmp_path / "深" / "other", {"NIANBAO_ARCHIVE_URL": archive, "TZ": "Asia/Shanghai"})
    other.nianbao("db", "rebuild")
    with umask(0o077):
        assert released(other.elsewhere(LC_ALL="C.UTF-8"), tmp_path / "深" / "releases", *options) == files
    assert str(tmp_path).encode() not in b"".join(files.values())

    home.nianbao("archive", "repack")
    assert list((home.path / "archive").glob("*.warc.zst")), "the demo has pages enough for a dictionary"
    home.nianbao("archive", "verify")
    assert released(home, tmp_path / "third", *options) == files
    third = Household(tmp_path / "third home", {"NIANBAO_ARCHIVE_URL": archive, "TZ": "UTC"})
    third.nianbao("db", "rebuild")
    assert released(third, tmp_path / "fourth", *options) == files
    home.nianbao("archive", "repack", "--to", "gz")
    home.nianbao("archive", "verify")
