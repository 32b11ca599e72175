"""The file of the people who may sign in: their names with scrypt hashes, and the secret that signs their sessions."""

import base64
import hashlib
import hmac
import os
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from storage.errors import StorageError

_COST, _BLOCK, _PARALLEL = 2**14, 8, 1
"""Of scrypt: 16 MB and some 50 ms for each attempt."""
_SALT, _LENGTH = 16, 64
"""Bytes of the salt, and of what is kept of a password."""


class AccountsError(StorageError):
    """The file cannot be used (raised at start, shown to whoever starts)."""


@dataclass(frozen=True, slots=True)
class Accounts:
    """``people``: name and hash."""

    secret: str
    people: Mapping[str, str]

    @classmethod
    def read(cls, path: Path) -> "Accounts":
        """Raises AccountsError."""
        try:
            found = tomllib.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise AccountsError(f"the accounts in {path} cannot be read: {error}") from error
        secret, people = found.get("secret"), found.get("people")
        if not isinstance(secret, str) or len(secret) < 32 or not isinstance(people, dict):
            raise AccountsError(f"{path} holds no accounts: make it with nianbao people add NAME")
        return cls(secret, {str(name): str(kept) for name, kept in people.items()})

    def knows(self, name: str, password: str) -> bool:
        """Takes as long for a name that is not there."""
        return _is(password, self.people.get(name, _NOBODY)) and name in self.people

    def written(self) -> str:
        """As the file holds it."""
        lines = [f"{_quoted(name)} = {_quoted(kept)}" for name, kept in sorted(self.people.items())]
        return f"secret = {_quoted(self.secret)}\n\n[people]\n" + "".join(f"{line}\n" for line in lines)


def hashed(password: str) -> str:
    """``scrypt:salt:hash``, to be kept instead of the password."""
    salt = os.urandom(_SALT)
    return _written(salt, _scrypt(password, salt))


def fresh() -> Accounts:
    """Of nobody, with a secret of its own."""
    return Accounts(secrets.token_urlsafe(32), {})


def _written(salt: bytes, hashed_: bytes) -> str:
    return ":".join(("scrypt", *(base64.b64encode(part).decode() for part in (salt, hashed_))))


def _is(password: str, kept: str) -> bool:
    try:
        kind, salt, right = kept.split(":")
        wanted = base64.b64decode(right, validate=True)
        return kind == "scrypt" and hmac.compare_digest(_scrypt(password, base64.b64decode(salt)), wanted)
    except ValueError:
        return False


def _scrypt(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=_COST, r=_BLOCK, p=_PARALLEL, dklen=_LENGTH)


def _quoted(text: str) -> str:
    """As a basic string of TOML."""
    escaped = "".join(f"\\u{ord(c):04x}" if ord(c) < 32 or c in '"\\\x7f' else c for c in text)
    return f'"{escaped}"'


_NOBODY = _written(bytes(_SALT), bytes(_LENGTH))
"""What the password of a name that is not there is compared with: the same work, and nothing comes of it."""
