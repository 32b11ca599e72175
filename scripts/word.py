"""Writes manuscripts as .docx and, by way of LibreOffice, as .doc. For developers: nothing needs it at run time.

LibreOffice must be installed (``apt-get install libreoffice-writer-nogui``).
"""

import io
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

from nianbao.sample.manuscript import Manuscript
from nianbao.sample.printed import Rows

_EPOCH = (1980, 1, 1, 0, 0, 0)
_DEADLINE = 300


def write_docx(text: Manuscript) -> bytes:
    """The manuscript as a Word document with merged cells; the same bytes for the same manuscript."""
    document = docx.Document()
    _set_up(document, text)
    for line in text.heading:
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(line).bold = True
    for line in text.preamble:
        document.add_paragraph(line)
    for part in text.parts():
        document.add_paragraph(part.title)
        for block in part.blocks:
            if isinstance(block, str):
                document.add_paragraph(block)
            else:
                _add_table(document, block)
    buffer = io.BytesIO()
    document.save(buffer)
    return _repack(buffer.getvalue())


def write_doc(files: Mapping[Path, Manuscript]) -> None:
    """Every manuscript as a Word 97–2003 file at its path."""
    with tempfile.TemporaryDirectory() as folder:
        sources = []
        for path, text in files.items():
            source = Path(folder) / f"{path.stem}.docx"
            source.write_bytes(write_docx(text))
            sources.append(str(source))
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "doc:MS Word 97", "--outdir", folder, *sources]
        subprocess.run(command, check=True, capture_output=True, timeout=_DEADLINE)  # noqa: S603
        for path in files:
            path.write_bytes((Path(folder) / f"{path.stem}.doc").read_bytes())


def _set_up(document: Any, text: Manuscript) -> None:
    style = document.styles["Normal"]
    style.font.name, style.font.size = "仿宋", Pt(12)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "仿宋")
    facts = document.core_properties
    facts.title, facts.author, facts.comments = "", text.agency, ""
    facts.created = facts.modified = datetime(text.published.year, text.published.month, text.published.day)  # noqa: DTZ001


def _add_table(document: Any, rows: Rows) -> None:
    """Merged as Word merges: ``gridSpan`` across, ``vMerge`` down."""
    width = sum(span.columns for span in rows[0])
    table = document.add_table(len(rows), width, style="Table Grid")
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate(rows):
        x = 0
        for span in row:
            while (y, x) in taken:
                x += 1
            corner = (y + span.rows - 1, x + span.columns - 1)
            taken |= {(i, j) for i in range(y, corner[0] + 1) for j in range(x, corner[1] + 1)}
            cell = table.cell(y, x)
            if span.rows > 1 or span.columns > 1:
                cell = cell.merge(table.cell(*corner))
            cell.text = span.text
            x = corner[1] + 1


def _repack(data: bytes) -> bytes:
    """The same package without times and without the template's thumbnail."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = old.read(name)
            if name == "docProps/thumbnail.jpeg":
                continue
            if name == "_rels/.rels":
                body = _without_thumbnail(body)
            new.writestr(zipfile.ZipInfo(name, _EPOCH), body, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _without_thumbnail(relations: bytes) -> bytes:
    from lxml import etree  # noqa: PLC0415

    root = etree.fromstring(relations)
    for relation in [r for r in root if r.get("Target", "").endswith("thumbnail.jpeg")]:
        root.remove(relation)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
