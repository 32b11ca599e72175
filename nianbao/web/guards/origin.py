"""Only pages of this very site may make a browser send something: others' forms and scripts are refused."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from nianbao.web.guards.refusing import refuse
from nianbao.web.replies.problems import RefusedError

_SAFE = ("GET", "HEAD", "OPTIONS")
_OWN = ("same-origin", "none")


class Origin:
    """Every method that may change something. What names no origin is no browser, and has nobody's cookie.

    A browser says it by ``Sec-Fetch-Site``; over plain http, and older ones, only by ``Origin``. Behind a trusted proxy
    the host that was asked is the one in ``X-Forwarded-Host``.
    """

    def __init__(self, app: ASGIApp, proxies: frozenset[str]) -> None:
        self._app = app
        self._proxies = proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in _SAFE and self._is_foreign(scope):
            await refuse(RefusedError(403, "refused.origin"), scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _is_foreign(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if site is not None:
            return site not in _OWN
        return origin is not None and not _is_of(origin, self._hosts(scope, headers))

    def _hosts(self, scope: Scope, headers: Headers) -> set[str]:
        peer = scope["client"][0] if scope.get("client") else ""
        said = [headers.get("host", "")]
        if peer in self._proxies:
            said.append(headers.get("x-forwarded-host", "").rpartition(",")[2].strip())
        return {host.lower() for host in said if host}


def _is_of(origin: str, hosts: set[str]) -> bool:
    """``https://host`` and ``https://host:443`` are the same; ``null`` is of no host."""
    try:
        parts = urlsplit(origin)
        port = parts.port
    except ValueError:
        return False
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    name = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
    named = {f"{name}:{port or usual}"} | ({name} if port in (None, usual) else set())
    return usual is not None and bool(name) and not named.isdisjoint(hosts)
