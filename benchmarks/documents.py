"""From the bytes of a .doc to its cells, against LibreOffice converting a batch to .docx that the same reader reads."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from statistics import median

from benchmarks.lines import Line
from benchmarks.rounds import children_too, interleave, ratio
from crawler.extractors import read
from storage.records import Reading

_AREA = "reading .doc files"
_DEADLINE = 300
"""Seconds for one batch of LibreOffice."""


def measure(quick: bool) -> Iterator[Line]:
    """Documents per second of CPU, ours and LibreOffice's on the same batches."""
    with tempfile.TemporaryDirectory() as folder:
        batch = _batch(Path(folder) / "doc", 5 if quick else 20)
        office = shutil.which("soffice")
        rounds = 1 if quick else 3
        if office is None:
            spent = interleave({"ours": _ours}, [batch] * rounds, children_too)
            yield _speed("ours", spent["ours"], len(batch))
            yield Line(_AREA, "LibreOffice, of ours", None, "x", at_least=10, note="LibreOffice is not installed")
            return
        converter = LibreOffice(office, Path(folder))
        _agree(batch[:1], converter)
        spent = interleave({"ours": _ours, "office": converter.read}, [batch] * rounds, children_too)
        yield _speed("ours", spent["ours"], len(batch))
        yield _speed(f"LibreOffice, batches of {len(batch)}", spent["office"], len(batch))
        yield Line(_AREA, "LibreOffice, of ours", ratio(spent["office"], spent["ours"]), "x", at_least=10)


class LibreOffice:
    """Converts batches with a profile of its own, so that a running office is neither used nor disturbed."""

    def __init__(self, program: str, folder: Path) -> None:
        self._program = program
        self._folder = folder

    def read(self, batch: list[Path]) -> list[Reading]:
        """The batch by way of .docx."""
        with tempfile.TemporaryDirectory(dir=self._folder) as out:
            profile = f"-env:UserInstallation={(self._folder / 'profile').as_uri()}"
            command = [self._program, profile, "--headless", "--convert-to", "docx", "--outdir", out, *map(str, batch)]
            subprocess.run(command, check=True, capture_output=True, timeout=_DEADLINE)
            return [read((Path(out) / f"{path.stem}.docx").read_bytes()) for path in batch]


def _ours(batch: list[Path]) -> list[Reading]:
    return [read(path.read_bytes()) for path in batch]


def _batch(folder: Path, size: int) -> list[Path]:
    """The sample district's .doc files, again from the first when there are fewer."""
    folder.mkdir()
    found = sorted(Path(str(resources.files("nianbao.sample"))).rglob("*.doc"))
    batch = [folder / f"{number:02}.doc" for number in range(size)]
    for number, path in enumerate(batch):
        path.write_bytes(found[number % len(found)].read_bytes())
    return batch


def _speed(name: str, spent: list[float], size: int) -> Line:
    return Line(_AREA, name, size / median(spent), "a second of CPU")


def _agree(batch: list[Path], office: LibreOffice) -> None:
    """Warms both up (LibreOffice makes its profile), and stops when they do not read the same numbers."""
    for ours, theirs in zip(_ours(batch), office.read(batch), strict=True):
        pairs = [[(c.table, c.row, c.column, c.value) for c in r.reports[0].cells] for r in (ours, theirs)]
        if pairs[0] != pairs[1]:
            raise SystemExit("LibreOffice and crawler.extractors.read differ on the sample's .doc")
