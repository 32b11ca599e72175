"""Tells who asks: by a signed cookie, or by the header of a reverse proxy that is trusted."""

from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple

from fastapi import Request
from itsdangerous import BadData, URLSafeTimedSerializer

from nianbao.web.people.accounts import Accounts
from nianbao.web.settings import Serving

COOKIE = "nianbao_session"
LASTS = 12 * 3600
"""Seconds for which a person stays signed in."""


class Person(NamedTuple):
    """Who is signed in; the name stands beside what that person decides."""

    name: str


@dataclass(frozen=True, slots=True)
class People:
    """``accounts`` is None where nobody can sign in."""

    accounts: Accounts | None = None
    header: str = ""
    proxies: frozenset[str] = frozenset()

    @classmethod
    def of_settings(cls, serving: Serving) -> "People":
        """Raises AccountsError."""
        accounts = Accounts.read(serving.accounts) if serving.accounts else None
        return cls(accounts, serving.user_header, serving.proxies)

    @property
    def may_sign_in(self) -> bool:
        """Whether there is a form for it."""
        return self.accounts is not None

    def of(self, request: Request) -> Person | None:
        """Who asks; None for a stranger."""
        if self.header and request.client is not None and request.client.host in self.proxies:
            name = request.headers.get(self.header, "").strip()
            return Person(_decoded(name)) if name else None
        if self.accounts is None:
            return None
        return self._of_cookie(self.accounts, request.cookies.get(COOKIE, ""))

    def session(self, name: str, password: str) -> str | None:
        """The cookie of a person, or None where name or password is wrong."""
        if self.accounts is None or not self.accounts.knows(name, password):
            return None
        return _signer(self.accounts).dumps([name, _mark(self.accounts, name)])

    @staticmethod
    def _of_cookie(accounts: Accounts, cookie: str) -> Person | None:
        if not cookie:
            return None
        try:
            name, mark = _signer(accounts).loads(cookie, max_age=LASTS)
        except (BadData, ValueError):
            return None
        is_one = name in accounts.people and mark == _mark(accounts, name)
        return Person(name) if is_one else None


def _signer(accounts: Accounts) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(accounts.secret, salt="session")


def _mark(accounts: Accounts, name: str) -> str:
    """Another one as soon as the password is: that ends every session of the old one."""
    return blake2b(accounts.people[name].encode(), key=accounts.secret.encode()[:64], digest_size=12).hexdigest()


def _decoded(header: str) -> str:
    """Headers come as Latin-1; proxies send names in UTF-8."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header
