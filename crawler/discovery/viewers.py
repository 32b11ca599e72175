"""Pages that show a file and say nothing themselves: ``/pdfjs/web/viewer.html?file=/upload/x.pdf``."""

import re
from urllib.parse import unquote

from crawler.discovery.details import FILE

_VIEWER = re.compile(r"viewer|preview|reader|pdfjs|/show|view\.", re.IGNORECASE)
_SHOWN = re.compile(r"[?&](?:file|url|src|pdf)=([^&#]+)", re.IGNORECASE)


def shown_file(href: str) -> str | None:
    """The file that a link to a viewer names with its folder; None for any other link.

    A bare name is more likely the parameter of a script that sends the file itself.
    """
    if "?" not in href or not _VIEWER.search(href):
        return None
    named = (unquote(match[1]) for match in _SHOWN.finditer(href))
    return next((name for name in named if "/" in name and FILE.search(name.partition("?")[0])), None)
