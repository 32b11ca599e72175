"""What a web server may answer, decent or not: data, so that a test reads like the story of a bad night."""

import hashlib
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. ``wait``: seconds before it starts; ``cut``: the connection breaks after so many bytes of the body.

    ``etag``: the server gives a validator and answers 304 to it; ``size``: what Content-Length claims instead of the
    truth.
    """

    body: bytes = b""
    status: int = 200
    content_type: str | None = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    etag: bool = True
    wait: float = 0.0
    cut: int | None = None
    size: int | None = None

    @property
    def tag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'


def page(body: str, title: str = "", *, charset: str = "utf-8", label: str | None = None, **more) -> Answer:
    """A page in a charset, which its label may deny."""
    label = label or charset
    markup = (
        f"<!DOCTYPE html><html><head><meta charset='{label}'><title>{title}</title></head><body>{body}</body></html>"
    )
    return Answer(markup.encode(charset), content_type=f"text/html; charset={label}", **more)


def redirect(to: str, status: int = 302, **headers: str) -> Answer:
    return Answer(status=status, headers={"Location": to, **headers}, etag=False)


def refusing(status: int = 521) -> Answer:
    """What stands in front of a site that wants a browser: a script, no text."""
    script = "<script>document.cookie=('_')+('_')+('j')+('s')+('l');location.href=location.pathname</script>"
    return Answer(script.encode(), status=status, headers={"Set-Cookie": "__jsluid_s=0123abcd; path=/"}, etag=False)
