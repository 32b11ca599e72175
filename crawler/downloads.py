"""Scrapy's HTTP client with a limit on the head of an answer: its own is on the body only."""

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress
from twisted.python.failure import Failure
from twisted.web._newclient import ParseError, Request
from twisted.web.iweb import IResponse

MOST_OF_A_HEAD = 256 * 1024
"""Bytes of status, headers and whatever informs before them; a server sends a few hundred. The first piece that comes
counts whole, and has 64 KB at most."""
_IN_HEAD = ("STATUS", "HEADER")


class Downloads(HTTP11DownloadHandler):
    """As Scrapy downloads, but a head without end is given up before it fills the memory."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _Factory


class _Factory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: IAddress | None) -> "_Protocol":  # noqa: ARG002, N802 – as Twisted calls it
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class _Protocol(_LenientHTTP11ClientProtocol):
    _head = 0

    def request(self, request: Request) -> Deferred[IResponse]:
        """A connection is used for several answers."""
        self._head = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802
        """Count what comes before the body."""
        if getattr(self._parser, "state", None) in _IN_HEAD:
            self._head += len(data)
            if self._head > MOST_OF_A_HEAD:
                reason = f"the head of the answer is larger than {MOST_OF_A_HEAD} bytes"
                self._giveUp(Failure(ParseError(reason, b"")))  # type: ignore[no-untyped-call]
                return
        super().dataReceived(data)  # type: ignore[no-untyped-call]
