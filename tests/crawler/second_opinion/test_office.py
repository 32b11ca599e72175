"""LibreOffice as a program that may stall, die, or write nothing: played by a script, so that it need not be there."""

import os
import stat
import time
from pathlib import Path

import pytest

from crawler.second_opinion.office import Office

_PLAYED = """#!/bin/sh
out= ; next= ; files=
for word in "$@"; do
  if [ "$next" = 1 ]; then out=$word; next=; continue; fi
  case $word in --outdir) next=1;; -*|docx) ;; *) files="$files $word";; esac
done
mkdir -p "$out"
for file in $files; do
  case $(cat "$file") in
    stall) sleep 60 & echo $! >> "{pids}"; wait;;
    die) kill -9 $$;;
    nothing) ;;
    *) name=$(basename "$file"); cp "$file" "$out/${{name%.*}}.docx";;
  esac
done
"""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr("crawler.second_opinion.office._STARTING", 0.5)
    program = tmp_path / "soffice"
    program.write_text(_PLAYED.format(pids=tmp_path / "pids"))
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return Office(str(program), seconds=0.2)


def _convert(office: Office, *bodies: bytes) -> list[bytes | None]:
    return office.convert([(body, "doc") for body in bodies], "docx")


def test_every_file_comes_back_in_its_place(office: Office) -> None:
    assert _convert(office, b"a", b"b", b"c") == [b"a", b"b", b"c"]


@pytest.mark.parametrize("trouble", [b"stall", b"die", b"nothing"])
def test_a_file_that_stalls_or_kills_the_program_strikes_no_other(office: Office, trouble: bytes) -> None:
    assert _convert(office, b"a", trouble, b"b", b"c") == [b"a", None, b"b", b"c"]


def test_files_that_a_whole_call_makes_nothing_of_are_not_tried_again(office: Office, tmp_path: Path) -> None:
    program = Path(office.program)
    program.write_text(program.read_text().replace("mkdir", f"echo >> {tmp_path}/calls\nmkdir", 1))
    assert _convert(office, b"nothing", b"a", b"nothing") == [None, b"a", None]
    assert (tmp_path / "calls").read_text() == "\n"


def test_nothing_that_it_started_lives_on(office: Office, tmp_path: Path) -> None:
    _convert(office, b"stall")
    time.sleep(0.1)
    for pid in map(int, (tmp_path / "pids").read_text().split()):
        state = Path(f"/proc/{pid}/stat")
        assert not state.exists() or state.read_text().split()[2] == "Z"


def test_its_profile_and_its_home_are_of_this_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text(f'#!/bin/sh\necho "$@" "$HOME" "$http_proxy" > {tmp_path}/said\n')
    program.chmod(0o755)
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
    _convert(Office(str(program)), b"a")
    said = (tmp_path / "said").read_text()
    assert "-env:UserInstallation=file:///" in said
    assert os.environ.get("HOME", "/root") not in said.split()
    assert "proxy.example" not in said


def test_no_files_start_no_program() -> None:
    assert Office("/nowhere/soffice").convert([], "docx") == []
