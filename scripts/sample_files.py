"""Writes the attachments of the sample district: ``.venv/bin/python -m scripts.sample_files``. Needs LibreOffice."""

from pathlib import Path

from nianbao.sample.district import load
from nianbao.sample.manuscript import Manuscript
from scripts import word

FOLDER = Path(__file__).parent.parent / "nianbao" / "sample" / "files"


def main() -> None:
    """All of them anew; the .docx come out byte for byte the same."""
    docs: dict[Path, Manuscript] = {}
    for publication in load().publications:
        path = FOLDER / f"{publication.slug}-{publication.text.year}.{publication.file}"
        if publication.file == "docx":
            path.write_bytes(word.write_docx(publication.text))
        elif publication.file == "doc":
            docs[path] = publication.text
    word.write_doc(docs)


if __name__ == "__main__":
    main()
