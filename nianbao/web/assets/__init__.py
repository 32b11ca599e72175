"""What pages load: our style and scripts, and the vendored ones with their licences; each under a name of its bytes."""

from functools import cache
from hashlib import blake2b
from importlib import resources
from typing import NamedTuple

_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"} | {
    ".txt": "text/plain; charset=utf-8"
}


class Asset(NamedTuple):
    """A file and its type."""

    content: bytes
    media_type: str


@cache
def assets() -> dict[str, Asset]:
    """By name, ``vendor/htmx.min.js``; other files of the folder are not served."""
    here = resources.files("nianbao.web.assets")
    found = {}
    for folder, prefix in ((here, ""), (here / "vendor", "vendor/")):
        for file in folder.iterdir():
            ending = "." + file.name.rpartition(".")[2]
            if file.is_file() and ending in _TYPES:
                found[prefix + file.name] = Asset(file.read_bytes(), _TYPES[ending])
    return found


@cache
def addressed(name: str) -> str:
    """``/assets/vendor/htmx.min.js?v=…``: another address as soon as the bytes are others. Raises KeyError."""
    return f"/assets/{name}?v={blake2b(assets()[name].content, digest_size=6).hexdigest()}"
