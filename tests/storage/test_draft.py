"""Drafts: what nobody writes to any more is taken away, what somebody writes to is left alone."""

import os
from pathlib import Path

from storage.draft import draft


def abandoned(parent: Path) -> Path:
    """What a process leaves that is killed while it writes."""
    child = os.fork()
    if child == 0:
        with draft(parent, "export") as made:
            (made / "half.csv").write_text("half")
            os._exit(0)
    os.waitpid(child, 0)
    (left,) = parent.iterdir()
    return left


def test_a_draft_is_gone_at_the_end_unless_it_got_a_name(tmp_path: Path) -> None:
    with draft(tmp_path, "export") as made:
        (made / "a").touch()
    assert list(tmp_path.iterdir()) == []
    with draft(tmp_path, "export") as made:
        made.rename(tmp_path / "export")
    assert list(tmp_path.iterdir()) == [tmp_path / "export"]


def test_what_a_killed_process_left_is_taken_away_by_the_next(tmp_path: Path) -> None:
    left = abandoned(tmp_path)
    with draft(tmp_path, "export") as made:
        assert list(tmp_path.iterdir()) == [made]
    assert not left.exists()


def test_what_another_writes_to_and_what_has_another_name_is_left_alone(tmp_path: Path) -> None:
    left = abandoned(tmp_path)
    with draft(tmp_path, "release") as first, draft(tmp_path, "release") as second:
        assert {left, first, second} == set(tmp_path.iterdir())


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "mine").touch()
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / ".export-01234567").symlink_to(tmp_path / "elsewhere")
    with draft(tmp_path / "here", "export"):
        pass
    assert (tmp_path / "elsewhere" / "mine").exists()
