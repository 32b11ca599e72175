"""The set-up scripts, against pretended machines: a PATH that holds nothing but the programs of the story."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


class Machine:
    """A folder with the scripts, and a PATH that starts empty."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "log"
        self.bin = folder / "bin"
        self.bin.mkdir()
        shutil.copytree(ROOT / "scripts", folder / "scripts")

    def program(self, name: str, body: str) -> None:
        path = self.bin / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'#!/bin/sh\nlog="{self.log}"\nhere="{self.folder}"\n{body}\n', encoding="utf-8")
        path.chmod(0o755)

    def python(self, name: str, version: str, *, ensurepip: bool = True, suitable: bool = True) -> None:
        """Answers like a Python of that version; ``-m venv`` is only noted down."""
        self.program(
            name,
            f"""case "$*" in
            *ensurepip*) {"exit 0" if ensurepip else '[ -e "$here/installed" ]'} ;;
            *version_info\\[*|*'%d.%d'*) echo python{version}-venv ;;
            *version_info*) exit {0 if suitable else 1} ;;
            --version) echo Python {version} ;;
            *) echo "{name} $*" >>"$log" ;;
            esac""",
        )

    def run(self, script: str, *arguments: str, path: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [f"scripts/{script}", *arguments],
            cwd=self.folder,
            env={"PATH": f"{self.bin}{path}", **environment},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def happened(self) -> list[str]:
        """What the programs noted since the last time."""
        lines = self.log.read_text("utf-8").splitlines() if self.log.exists() else []
        self.log.unlink(missing_ok=True)
        return lines


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_the_newest_suitable_python_makes_the_environment(machine: Machine) -> None:
    machine.python("python3", "3.11")
    machine.python("python3.12", "3.12")
    machine.program("python3.13", "echo 'shim: python3.13: command not found' >&2; exit 127")
    result = machine.run("venv.sh")
    assert result.returncode == 0, result.stderr
    assert machine.happened() == ["python3.12 -m venv --clear .venv"]


def test_the_caller_may_name_the_python(machine: Machine) -> None:
    machine.python("python3.13", "3.13")
    machine.python("mine", "3.11")
    machine.run("venv.sh", PYTHON="mine")
    assert machine.happened() == ["mine -m venv --clear .venv"]


def test_without_a_suitable_python_one_line_says_what_is_needed(machine: Machine) -> None:
    machine.python("python3", "3.9.2", suitable=False)
    result = machine.run("venv.sh")
    assert result.returncode == 1
    assert result.stderr.count("\n") == 1
    assert "3.11 or newer" in result.stderr
    assert "found: Python 3.9.2" in result.stderr
    assert machine.happened() == []


def test_a_missing_ensurepip_is_named_to_whoever_may_not_install_it(machine: Machine) -> None:
    machine.python("python3", "3.11", ensurepip=False)
    machine.program("id", "echo 1000")
    machine.program("apt-get", 'echo "apt-get $*" >>"$log"')
    result = machine.run("venv.sh")
    assert result.returncode == 1
    assert result.stderr.splitlines() == [
        "Python lacks ensurepip. Install it and try again: sudo apt-get install python3.11-venv"
    ]
    assert machine.happened() == []


def test_root_gets_the_missing_ensurepip_installed(machine: Machine) -> None:
    machine.python("python3", "3.11", ensurepip=False)
    machine.program("id", "echo 0")
    machine.program("apt-get", 'echo "apt-get $*" >>"$log"; case "$*" in install*) : >"$here/installed" ;; esac')
    result = machine.run("venv.sh")
    assert result.returncode == 0, result.stderr
    assert machine.happened() == [
        "apt-get update -qq",
        "apt-get install -y -qq python3.11-venv",
        "python3 -m venv --clear .venv",
    ]


def test_an_older_python_that_is_whole_is_preferred_to_a_newer_one_without_ensurepip(machine: Machine) -> None:
    machine.python("python3.13", "3.13", ensurepip=False)
    machine.python("python3.11", "3.11")
    assert machine.run("venv.sh").returncode == 0
    assert machine.happened() == ["python3.11 -m venv --clear .venv"]


def test_set_up_installs_only_what_changed(machine: Machine) -> None:
    """First everything, then nothing, then the one group whose lock file changed, then only the project."""
    machine.program("chromium", "echo Chromium")
    machine.python("../.venv/bin/python", "3.11")
    requirements = machine.folder / "requirements"
    requirements.mkdir()
    for group in ("user", "test"):
        (requirements / f"{group}.txt").write_text(f"{group}==1 --hash=sha256:00\n", encoding="utf-8")
    (machine.folder / "pyproject.toml").touch()

    def installed() -> list[str]:
        result = machine.run("setup.sh", "test", path=":/usr/bin:/bin")
        assert result.returncode == 0, result.stderr
        return [line.split()[-1] for line in machine.happened() if "pip install" in line]

    assert installed() == ["requirements/user.txt", "requirements/test.txt", "."]
    assert installed() == []
    (requirements / "test.txt").write_text("test==2 --hash=sha256:00\n", encoding="utf-8")
    assert installed() == ["requirements/test.txt"]
    (machine.folder / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    assert installed() == ["."]


def test_a_failed_installation_is_tried_again(machine: Machine) -> None:
    machine.python("../.venv/bin/python", "3.11")
    (machine.folder / "requirements").mkdir()
    (machine.folder / "requirements/user.txt").touch()
    (machine.folder / "pyproject.toml").touch()
    working = (machine.folder / ".venv/bin/python").read_text("utf-8")
    machine.program("../.venv/bin/python", 'case "$*" in *"pip install"*) exit 1 ;; esac')
    assert machine.run("setup.sh", path=":/usr/bin:/bin").returncode == 1
    (machine.folder / ".venv/bin/python").write_text(working, encoding="utf-8")
    assert machine.run("setup.sh", path=":/usr/bin:/bin").returncode == 0
    assert sum("pip install" in line for line in machine.happened()) == 2


def test_make_help_lists_every_target() -> None:
    listed = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    phony = next(line for line in (ROOT / "Makefile").read_text("utf-8").splitlines() if line.startswith(".PHONY"))
    targets = phony.split()[1:]
    assert {"setup", "demo", "test", "lint", "bench", "docs"} <= set(targets)
    assert [line.split()[1] for line in listed.splitlines()] == targets


TOOLS = ("head", "find", "cat", "id", "sh", "dirname", "timeout", "grep", "mkdir")
"""What chromium.sh needs beside what it looks for."""


@pytest.fixture
def bare(machine: Machine) -> Machine:
    """A machine without a browser, with the tools of every machine."""
    machine.python("../.venv/bin/python", "3.11")
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found, tool
        (machine.bin / tool).symlink_to(found)
    return machine


def noted(machine: Machine) -> str | None:
    note = machine.folder / ".venv/chromium"
    return note.read_text("utf-8").strip() if note.exists() else None


def test_a_chromium_that_is_there_is_taken(bare: Machine) -> None:
    bare.program("chromium-browser", "echo 'this is a stub for snap' >&2; exit 1")
    bare.program("google-chrome", "echo Chrome 150")
    result = bare.run("chromium.sh")
    assert (result.returncode, result.stderr, noted(bare)) == (0, "", str(bare.bin / "google-chrome"))


def test_root_on_debian_gets_a_chromium(bare: Machine) -> None:
    (bare.bin / "id").unlink()
    bare.program("id", "echo 0")
    bare.program(
        "apt-get",
        """made="$here/bin/chromium"
        case "$*" in
        *" chromium") printf '#!/bin/sh\\necho Chromium\\n' >"$made"; chmod +x "$made" ;;
        *headless*) exit 100 ;;
        esac""",
    )
    (bare.bin / "chmod").symlink_to(shutil.which("chmod") or "")
    assert bare.run("chromium.sh").returncode == 0
    assert noted(bare) == str(bare.bin / "chromium")


def test_without_any_it_is_said_what_to_do_and_the_set_up_goes_on(bare: Machine) -> None:
    (bare.bin / "id").unlink()
    bare.program("id", "echo 1000")
    result = bare.run("chromium.sh", HOME=str(bare.folder))
    assert (result.returncode, noted(bare)) == (0, None)
    assert "sudo apt-get install chromium" in result.stderr
