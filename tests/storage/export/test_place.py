"""An export is in its place in full, or not at all."""

from pathlib import Path

import pytest

from storage.export.place import DESCRIPTOR, put_in_place


def write(folder: Path, *names: str, text: str = "new") -> None:
    for name in names:
        (folder / name).write_text(text, "utf-8")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_folder_comes_with_all_its_files_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "out"
    with put_in_place(target) as draft:
        write(draft, "cells.csv", DESCRIPTOR)
        assert not target.exists()
    assert names(target) == ["cells.csv", DESCRIPTOR]
    assert names(target.parent) == ["out"]


def test_a_folder_that_is_there_keeps_its_other_files(tmp_path: Path) -> None:
    write(tmp_path, "notes.txt", "cells.csv", DESCRIPTOR, text="old")
    with put_in_place(tmp_path) as draft:
        write(draft, "cells.csv", DESCRIPTOR)
    assert names(tmp_path) == ["cells.csv", DESCRIPTOR, "notes.txt"]
    assert (tmp_path / "notes.txt").read_text("utf-8") == "old"
    assert (tmp_path / "cells.csv").read_text("utf-8") == "new"


@pytest.mark.parametrize("there", [True, False])
def test_after_a_failure_everything_is_as_before(there: bool, tmp_path: Path) -> None:
    target = tmp_path / "out"
    if there:
        target.mkdir()
        write(target, "cells.csv", DESCRIPTOR, text="old")

    def fail() -> None:
        with put_in_place(target) as draft:
            write(draft, "cells.csv")
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        fail()
    assert names(tmp_path) == (["out"] if there else [])
    if there:
        assert (target / "cells.csv").read_text("utf-8") == "old"
        assert names(target) == ["cells.csv", DESCRIPTOR]


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    write(tmp_path, "out")
    with pytest.raises(NotADirectoryError), put_in_place(tmp_path / "out"):
        pass
    assert (tmp_path / "out").read_text("utf-8") == "new"
