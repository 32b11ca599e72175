"""``nianbao release`` from the command line."""

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from tests.storage.world import World, report

Run = Callable[..., Result]


def test_a_release_says_where_it_is_and_how_to_cite_it(run: Run, world: World, tmp_path: Path) -> None:
    result = run("release", str(tmp_path / "out"))
    assert result.exit_code == 0, result.stderr
    folder = tmp_path / "out" / "nianbao-2026-11-20"
    assert f"{folder}: 5 reports, 15 of 20 expected reports missing." in result.stdout
    assert "Cite it as: The Nianbao contributors (2026)" in result.stdout
    world.publish(report("北京市西城区民政局", 2024))
    again = run(
        "release", str(tmp_path / "out"), "--date", "2026-12-01", "--previous", str(folder), "--author", "某研究所"
    )
    assert "Since the release before: reports 1 new; 0 cells changed." in again.stdout
    assert "Cite it as: 某研究所 (2026)" in again.stdout


def test_what_cannot_be_released_is_told_in_one_line(run: Run, world: World, tmp_path: Path) -> None:
    assert run("release", str(tmp_path)).exit_code == 0
    for arguments, status, reason in (
        ((str(tmp_path),), 1, "a release is never overwritten"),
        ((str(tmp_path), "--date", "2026-13-01"), 2, "--date"),
        ((str(tmp_path / "b"), "--previous", str(tmp_path)), 1, "is no release"),
    ):
        result = run("release", *arguments)
        assert result.exit_code == status
        assert result.stderr.count("\n") == 1
        assert reason in result.stderr
