"""A sieve in front of the reactor's resolver: names of strangers never resolve to our own networks."""

from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit

from twisted.internet.interfaces import IAddress, IHostnameResolver, IResolutionReceiver
from zope.interface import implementer

_TRANSLATED = ip_network("64:ff9b::/96")
"""NAT64: the last 32 bits are an IPv4 address that some gateway will connect to."""

_UNICAST = ip_network("2000::/3")
"""All that IPv6 has given out to the open internet."""


def is_public(address: str) -> bool:
    """Whether an address belongs to the open internet, whatever IPv6 clothes an IPv4 address wears."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, IPv6Address) and found not in _UNICAST and found not in _TRANSLATED:
        return False
    return all(each.is_global and not each.is_multicast for each in (found, *_within(found)))


def _within(address: IPv4Address | IPv6Address) -> list[IPv4Address]:
    """The IPv4 addresses that an IPv6 address stands for: mapped, 6to4, Teredo, NAT64, and the old compatible form."""
    if isinstance(address, IPv4Address):
        return []
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _TRANSLATED or address.packed[:12] == bytes(12):
        found.append(IPv4Address(address.packed[12:]))
    return [each for each in found if each is not None]


@implementer(IHostnameResolver)
class PublicResolver:
    """Passes on what ``inner`` resolves; for hosts that ``trusts`` does not know, only what is public."""

    def __init__(self, inner: Any, trusts: Callable[[str, int], bool]) -> None:
        self.inner = inner
        self._trusts = trusts
        self._refused: dict[str, str] = {}

    def refused_for(self, url: str) -> str | None:
        """The address that a host's name was refused for when it was last resolved."""
        return self._refused.get((urlsplit(url).hostname or "").rstrip("."))

    def resolveHostName(  # noqa: N802 – as Twisted calls it, and its arguments too
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        """Asked for every connection, whether the name was resolved before or not."""
        host = hostName.lower().rstrip(".")
        self._refused.pop(host, None)
        trusted = self._trusts(host, portNumber)
        receiver = resolutionReceiver if trusted else _Sieve(resolutionReceiver, host, self._refused)
        return self.inner.resolveHostName(receiver, hostName, portNumber, addressTypes, transportSemantics)


@implementer(IResolutionReceiver)
class _Sieve:
    """Drops addresses that are not public, and notes for which host."""

    def __init__(self, receiver: Any, host: str, refused: dict[str, str]) -> None:
        self._receiver = receiver
        self._host = host
        self._refused = refused

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        if is_public(address.host):
            self._receiver.addressResolved(address)
        else:
            self._refused[self._host] = address.host

    def resolutionComplete(self) -> None:  # noqa: N802
        self._receiver.resolutionComplete()
