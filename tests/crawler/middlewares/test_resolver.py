"""The sieve in front of the resolver: which addresses belong to the open internet, and what passes for whom."""

import pytest
from twisted.internet.address import IPv4Address, IPv6Address

from crawler.middlewares.resolver import PublicResolver, is_public


@pytest.mark.parametrize(
    "address", ["202.106.0.20", "8.8.8.8", "2400:3200::1", "64:ff9b::8.8.8.8", "2001:4860:4860::8888"]
)
def test_addresses_of_the_open_internet_are_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.9.10",
        "0.0.0.0",
        "10.1.2.3",
        "172.31.255.254",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "198.18.0.1",
        "192.0.2.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1%eth0",
        "fc00::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::10.0.0.1",
        "2002:7f00:1::",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",
        "64:ff9b::10.0.0.1",
        "64:ff9b::7f00:1",
        "not an address",
        "",
    ],
)
def test_private_loopback_and_link_local_addresses_are_not_public_in_whatever_clothes(address):
    assert not is_public(address)


class _Names:
    """A resolver that knows what it is told; asked again it may say something else."""

    def __init__(self, **answers):
        self.answers = answers

    def resolveHostName(self, receiver, name, port=0, *_):
        receiver.resolutionBegan(None)
        for address in self.answers[name.replace(".", "_")]:
            kind = IPv6Address if ":" in address else IPv4Address
            receiver.addressResolved(kind("TCP", address, port))
        receiver.resolutionComplete()


def _nobody(*_):
    return False


class _Receiver:
    def __init__(self):
        self.got = []
        self.done = False

    def resolutionBegan(self, resolution):
        pass

    def addressResolved(self, address):
        self.got.append(address.host)

    def resolutionComplete(self):
        self.done = True


def _ask(resolver, name, port=80):
    receiver = _Receiver()
    resolver.resolveHostName(receiver, name, port)
    assert receiver.done
    return receiver.got


def test_of_a_strangers_addresses_only_the_public_ones_pass():
    resolver = PublicResolver(_Names(a_gov_cn=["10.0.0.1", "202.106.0.20", "::1"]), _nobody)
    assert _ask(resolver, "a.gov.cn") == ["202.106.0.20"]


def test_a_name_that_turns_inwards_between_two_connections_is_refused_and_said_so():
    names = _Names(a_gov_cn=["202.106.0.20"])
    resolver = PublicResolver(names, _nobody)
    assert _ask(resolver, "a.gov.cn") == ["202.106.0.20"]
    assert resolver.refused_for("http://a.gov.cn/x") is None
    names.answers["a_gov_cn"] = ["127.0.0.1"]
    assert _ask(resolver, "A.gov.cn.".lower().rstrip(".")) == []
    assert resolver.refused_for("http://a.gov.cn/x") == "127.0.0.1"
    names.answers["a_gov_cn"] = ["202.106.0.20"]
    assert _ask(resolver, "a.gov.cn") == ["202.106.0.20"]
    assert resolver.refused_for("http://a.gov.cn/x") is None


def test_a_host_that_the_operator_trusts_may_be_anywhere():
    resolver = PublicResolver(_Names(intranet=["10.0.0.1"]), lambda host, port: (host, port) == ("intranet", 8080))
    assert _ask(resolver, "intranet", 8080) == ["10.0.0.1"]
    assert _ask(resolver, "intranet", 22) == []
