"""Addresses: one spelling for each page, a key that its twins share, and which hosts may be followed.

Whether a name resolves to a public address is not asked here: that takes a network and is the downloader's guard.
"""

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from crawler.discovery.viewers import shown_file

_PORTS = {"http": 80, "https": 443}
_LONGEST = 8192
"""Characters; no server takes a longer address."""
_LATELY = 4096
"""Addresses whose spelling is remembered: each of a page is asked about some five times."""
_SESSION = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
_SESSION_FIELD = re.compile(r"(?:^|(?<=&))(?:phpsessid|jsessionid)=[^&]*(?:&|$)", re.IGNORECASE)
_ESCAPED = re.compile(r"(?:https?%3A)?%2F", re.IGNORECASE)
"""How an address begins that a script has yet to unescape."""
_WAP = re.compile(r"_wap(?=\.\w+$)", re.IGNORECASE)
_INDEX = re.compile(r"(?<=/)(?:index|default)\.(?:s?html?|jsp|aspx?)$", re.IGNORECASE)
_UNSAFE = re.compile(r"[\x00-\x20\x7f]+")
_NAME = r"[\w%~-]+(?:\.[\w%~-]+)*"
_PLAIN = re.compile(rf"(?:\./|/)?{_NAME}(?:/{_NAME})*/?(?:\?[^\s\\#]+)?")
"""Names of folders and of a file, with a query or none: what most links of a page are."""
_INVOLVED = re.compile(r"//|/\.|;")
_SAFE_IN_PATH = "/%:@!$&'()*+,;=~-._"
_SAFE_IN_QUERY = _SAFE_IN_PATH + "?[]|"


def join(base: str, href: str) -> str | None:
    """The canonical address that ``href`` on the page ``base`` leads to; None when it leads nowhere on the web.

    A viewer leads to the file that it shows.
    """
    if len(href) > _LONGEST:
        return None
    try:
        plain = _UNSAFE.sub("", href) if "\n" in href else href.strip()
        address = _joined(base, unquote(plain) if _ESCAPED.match(plain) else plain)
        shown = shown_file(address)
        return canonical(address if shown is None else urljoin(address, shown))
    except ValueError:
        return None


def _joined(base: str, href: str) -> str:
    """As ``urljoin`` does it, which splits both anew for each link of a page."""
    if _PLAIN.fullmatch(href):
        root, folder = _above(base)
        if folder:
            return f"{root}{href}" if href[0] == "/" else f"{folder}{href.removeprefix('./')}"
    return urljoin(base, href)


@lru_cache(maxsize=64)
def _above(base: str) -> tuple[str, str]:
    """The root and the folder of a page; empty where more is to be thought of than what stands before a name."""
    parts = urlsplit(base)
    folder = parts.path[: parts.path.rfind("/") + 1]
    if parts.scheme not in _PORTS or not parts.netloc or not folder or _INVOLVED.search(parts.path):
        return "", ""
    root = f"{parts.scheme}://{parts.netloc}"
    return root, f"{root}{folder}"


@lru_cache(maxsize=_LATELY)
def canonical(url: str) -> str | None:
    """The one spelling of an address: no fragment, no default port, host in lower case; the query stays as it is.

    What only tells a server who asks (``;jsessionid=``) is left out: it is another one every night, and cookies say it.

    None for what is no web address, is longer than any, or hides its host behind user names or backslashes.
    """
    if len(url) > _LONGEST:
        return None
    try:
        parts = urlsplit(url.strip().replace("\\", "/"))
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not host or "@" in parts.netloc:
        return None
    host = host.rstrip(".")
    netloc = f"[{host}]" if ":" in host else _ascii(host)
    if port and port != _PORTS[parts.scheme]:
        netloc = f"{netloc}:{port}"
    plain, query = parts.path, parts.query
    if "sess" in url.lower():
        plain, query = _SESSION.sub("", plain), _SESSION_FIELD.sub("", query).rstrip("&")
    path = quote(_without_dots(plain), safe=_SAFE_IN_PATH)
    return urlunsplit((parts.scheme, netloc, path, quote(query, safe=_SAFE_IN_QUERY), "")) if netloc else None


def _ascii(host: str) -> str:
    """The host as the network knows it; empty for a name that cannot be one."""
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""


def _without_dots(path: str) -> str:
    if not path:
        return "/"
    if "/." not in path and "//" not in path:
        return path
    plain = posixpath.normpath(path).replace("//", "/", 1) if path.startswith("//") else posixpath.normpath(path)
    return plain + "/" if path.endswith(("/", "/.", "/..")) and plain != "/" else plain


@lru_cache(maxsize=_LATELY)
def key(url: str) -> str:
    """What the twins of a page share: http and https, www and bare host, ``_wap`` and plain, folder and its index."""
    plain = canonical(url)
    if plain is None:
        return url
    parts = urlsplit(plain)
    path = _INDEX.sub("", _WAP.sub("", parts.path))
    host = parts.netloc.removeprefix("www.")
    return f"{host}{path}?{parts.query}" if parts.query else f"{host}{path}"


def twins(url: str) -> tuple[str, ...]:
    """An address with the other spellings that its server, or its www, may have given it."""
    plain = canonical(url)
    if plain is None:
        return (url,)
    netloc, _, path = plain.partition("://")[2].partition("/")
    return tuple(f"{scheme}://{host}/{path}" for scheme in _PORTS for host in _twin_hosts(netloc))


@lru_cache(maxsize=_LATELY)
def _twin_hosts(netloc: str) -> tuple[str, ...]:
    bare = netloc.removeprefix("www.")
    return (bare,) if _is_number(_name(bare)) or "." not in bare else (bare, f"www.{bare}")


@dataclass(frozen=True, slots=True)
class Hosts:
    """Which hosts a walk may follow: those its operator trusts, and besides them only names under gov.cn."""

    trusted: frozenset[str]

    @classmethod
    def of(cls, start_urls: Iterable[str], allowed_hosts: Iterable[str] = ()) -> "Hosts":
        """The hosts of a site file. A bare number or ``localhost`` is trusted with the port it was named with only."""
        named = {_authority(urlsplit(url).netloc) for url in start_urls}
        return cls(frozenset((named | {_authority(host) for host in allowed_hosts}) - {""}))

    def trusts(self, url: str) -> bool:
        """Whether the operator named this host: then it may be any address, loopback too."""
        authority = _authority(urlsplit(canonical(url) or "").netloc)
        return bool(authority) and (authority in self.trusted or _name(authority) in self.trusted)

    def refusal(self, url: str) -> str:
        """Why an address is not followed, in a few words; empty when it may be."""
        plain = canonical(url)
        if plain is None:
            return "not a web address"
        if self.trusts(plain):
            return ""
        host = urlsplit(plain).hostname or ""
        if _is_number(host) or host == "localhost":
            return f"{host} is a bare address that the site file does not name"
        return "" if host.endswith(".gov.cn") else f"{host} is neither under gov.cn nor named by the site file"


@lru_cache(maxsize=_LATELY)
def _authority(netloc: str) -> str:
    """A host as it is trusted: a name whatever its port, a number with its port."""
    netloc = netloc.strip().lower().rpartition("@")[2]
    return netloc if _is_number(_name(netloc)) or _name(netloc) == "localhost" else _name(netloc)


def _name(authority: str) -> str:
    bracketed = re.match(r"\[([^\]]*)\]", authority)
    return bracketed[1] if bracketed else authority.partition(":")[0].rstrip(".")


def _is_number(host: str) -> bool:
    """An IP address in any spelling that a resolver takes: dotted, hexadecimal, or one long number."""
    try:
        ip_address(host)
    except ValueError:
        return bool(re.fullmatch(r"(?:0x[\da-f]+|\d+)(?:\.(?:0x[\da-f]+|\d+))*", host))
    return True
