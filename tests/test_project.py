"""What the project promises about itself: versions, locks, documents, and a wheel that works by itself."""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from importlib import metadata
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from crawler import sites

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = {path.stem: path for path in (ROOT / "requirements").glob("*.txt")}


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def tracked() -> list[Path]:
    """The files of the project: what git has, or everything but what is built where there is no git."""
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return [path for path in ROOT.rglob("*") if path.is_file() and path.relative_to(ROOT).parts[0] != ".venv"]
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def test_every_place_that_names_the_version_names_the_same() -> None:
    version = PROJECT["project"]["version"]
    assert metadata.version("nianbao") == version
    assert re.search(r"^version: (.+)$", text("CITATION.cff"), re.M).group(1) == version
    assert re.search(r"^## \[?(\d+\.\d+\.\d+)", text("CHANGELOG.md"), re.M).group(1) == version


def locked(group: str) -> dict[str, list[str]]:
    """Name → versions; there are two where an older Python needs an older one."""
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", LOCKS[group].read_text("utf-8"), re.M):
        found.setdefault(canonicalize_name(name), []).append(version)
    return found


def wanted(group: str) -> list[Requirement]:
    groups, project = PROJECT["dependency-groups"], PROJECT["project"]
    if group != "user":
        own = [line for line in groups[group] if isinstance(line, str)]
        included = [line["include-group"] for line in groups[group] if not isinstance(line, str)]
        return [Requirement(line) for line in own] + [one for other in included for one in wanted(other)]
    extras = [line for name, extra in project["optional-dependencies"].items() if name != "ocr" for line in extra]
    return [Requirement(line) for line in (*project["dependencies"], *extras, *groups["build"])]


@pytest.mark.parametrize("group", ["user", "ocr", "test", "lint", "bench", "docs", "lock"])
def test_the_lock_file_holds_every_dependency_in_a_version_that_is_allowed(group: str) -> None:
    versions = locked(group)
    for requirement in wanted(group):
        found = versions.get(canonicalize_name(requirement.name), [])
        assert found, f"{requirement.name} is not in requirements/{group}.txt: run make lock"
        assert all(requirement.specifier.contains(version) for version in found), requirement


def test_the_extra_and_the_group_that_installs_it_are_the_same() -> None:
    assert PROJECT["dependency-groups"]["ocr"] == PROJECT["project"]["optional-dependencies"]["ocr"]


def test_the_groups_agree_on_what_they_share() -> None:
    user = locked("user")
    for group in set(LOCKS) - {"user"}:
        for name, versions in locked(group).items():
            assert set(versions) <= set(user.get(name, versions)), f"{name} in requirements/{group}.txt"


@pytest.mark.parametrize("group", sorted(LOCKS))
def test_every_locked_package_has_hashes_and_no_place_of_its_own(group: str) -> None:
    lines = [
        line for line in LOCKS[group].read_text("utf-8").splitlines() if line and not line.lstrip().startswith("#")
    ]
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        assert re.match(r"^([A-Za-z0-9._-]+==\S+|    --hash=sha256:[0-9a-f]{64}( \\)?$)", line), line
        assert not re.search(r"://|file:|@ ", line), line
        assert line.startswith(" ") or following.startswith("    --hash="), line


def test_no_file_names_a_folder_of_the_machine_it_was_written_on() -> None:
    private = re.compile(rb"(?<![\w.])/(?:work|root|home/\w+|opt|Users)/")
    naming = [
        f"{path.relative_to(ROOT)}: {match.group().decode()}"
        for path in tracked()
        if path != Path(__file__) and (match := private.search(path.read_bytes()))
    ]
    assert naming == []


def test_the_site_files_that_ship_load() -> None:
    registry = sites.load(None)
    assert len(registry) >= 3
    assert len({site.id for site in registry}) == len(registry)


def test_the_documents_name_every_make_target() -> None:
    targets = next(line for line in text("Makefile").splitlines() if line.startswith(".PHONY")).split()[1:]
    documents = "\n".join(p.read_text("utf-8") for p in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")))
    assert [t for t in targets if f"make {t}" not in documents] == []


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from what git has, so that nothing untracked makes it work."""
    folder = tmp_path_factory.mktemp("wheel")
    for path in tracked():
        copy = folder / "source" / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=folder / "source",
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_the_data_files(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    folders = ("forms", "migrations", "crawler/sites", "nianbao/sample", "storage/release/texts")
    data = {str(p.relative_to(ROOT)) for p in tracked() if str(p.relative_to(ROOT)).startswith(folders)}
    assert data - packed == set()
    for folder in folders:
        assert any(name.startswith(f"{folder}/") for name in packed), folder


@pytest.mark.journey
def test_the_wheel_works_in_an_environment_of_its_own(wheel: Path, tmp_path: Path) -> None:
    """The dependencies come from this environment; the project comes from the wheel, far from the checkout."""
    home = tmp_path / "venv"
    venv.create(home, with_pip=False)
    python = home / "bin/python"
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)}))
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--quiet", "--no-deps", "--no-index", str(wheel)], check=True)

    def run(*command: str) -> str:
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "NIANBAO_"))}
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    places = run(str(python), "-c", "import crawler, storage, forms; print(crawler.__file__)")
    assert Path(places.strip()).is_relative_to(home)
    run(str(home / "bin/nianbao"), "demo")
    reports = run(str(home / "bin/nianbao"), "reports", "--json").splitlines()
    assert len(reports) > 10
    assert all(json.loads(line)["agency"] for line in reports)


def licences() -> ModuleType:
    spec = importlib.util.spec_from_file_location("licences", ROOT / "scripts" / "licences.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_of_licences_is_that_of_the_lock_file_and_all_of_them_may_be_used() -> None:
    script = licences()
    assert script.page() == text("docs/licences.md"), "run .venv/bin/python scripts/licences.py"
    found = {name: script.licence(name) for name in script.packages()}
    assert set(found) == set(locked("user"))
    assert [(name, told) for name, told in found.items() if not script.is_fine(told)] == []


@pytest.mark.parametrize(
    ("expression", "is_fine"),
    [
        ("MIT", True),
        ("Apache-2.0 AND MIT", True),
        ("GPL-3.0-only OR MIT", True),
        ("LGPL-3.0-only", True),
        ("GPL-3.0-only", False),
        ("MIT AND AGPL-3.0-only", False),
        ("Proprietary", False),
        ("", False),
    ],
)
def test_a_licence_that_binds_who_uses_the_package_is_refused(expression: str, is_fine: bool) -> None:
    assert licences().is_fine(expression) is is_fine


def test_advisories_that_cannot_be_asked_for_are_a_line_and_no_failure(tmp_path: Path) -> None:
    """With pip-audits that find nobody, somebody who knows of no package, and somebody who knows."""
    known = """*json*) echo '{"dependencies": [{"name": "idna", "vulns": []}]}'"""
    (tmp_path / "scripts").mkdir()
    (tmp_path / "requirements").mkdir()
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    shutil.copy(ROOT / "scripts" / "audit.sh", tmp_path / "scripts")
    shutil.copy(LOCKS["user"], tmp_path / "requirements")
    tool = tmp_path / ".venv" / "bin" / "pip-audit"
    unasked = "audit: nobody who knows of vulnerabilities could be asked\n"
    for answer, status, said in (
        ("exit 1", 0, unasked),
        ('echo \'{"dependencies": [{"name": "idna", "skip_reason": "not found"}]}\'', 0, unasked),
        (f"case \"$*\" in {known};; *) echo 'one is vulnerable'; exit 1;; esac", 1, "one is vulnerable\n"),
        (f'case "$*" in {known}; exit 1;; *) echo none;; esac', 0, "none\n"),
    ):
        tool.write_text(f"#!/bin/sh\n{answer}\n")
        tool.chmod(0o755)
        done = subprocess.run([tmp_path / "scripts" / "audit.sh"], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (status, said)
