"""Who a request comes from."""

from starlette.types import Scope


def client_of(scope: Scope, proxies: frozenset[str]) -> str:
    """The address of the peer; of a trusted proxy the last address in ``X-Forwarded-For`` that is not one itself."""
    peer: str = str(scope["client"][0]) if scope.get("client") else ""
    if peer not in proxies:
        return peer
    said: list[str] = [value.decode("latin-1") for name, value in scope["headers"] if name == b"x-forwarded-for"]
    for address in reversed([part.strip() for line in said for part in line.split(",")]):
        if address and address not in proxies:
            return address[:64]
    return peer


def is_secure(scope: Scope, proxies: frozenset[str]) -> bool:
    """Whether it came over https: to us, or to the trusted proxy before us."""
    peer: str = str(scope["client"][0]) if scope.get("client") else ""
    if peer not in proxies:
        return bool(scope.get("scheme") == "https")
    said: list[str] = [value.decode("latin-1") for name, value in scope["headers"] if name == b"x-forwarded-proto"]
    return (said[-1].rpartition(",")[2].strip() if said else scope.get("scheme")) == "https"
