"""Programs that read an export as their users run them: in a process of their own."""

import json
import subprocess
import sys
from pathlib import Path


def invalid(folder: Path) -> list[object]:
    """What ``frictionless validate`` complains of."""
    done = _run(["-m", "frictionless", "validate", "datapackage.json", "--json"], folder)
    report = json.loads(done.stdout[done.stdout.index("{") :])
    tables = [task["name"] for task in report["tasks"]]
    assert tables, done.stdout
    return [] if report["valid"] and done.returncode == 0 else [report["errors"], *report["tasks"]]


def datasette(folder: Path, path: str) -> str:
    """What Datasette answers, serving the folder as it is."""
    done = _run(["-m", "datasette", ".", "--get", path], folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, capture_output=True, text=True, timeout=100, check=False
    )
