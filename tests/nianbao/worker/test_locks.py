"""Sites that ask the same host are crawled under one lock, and no others."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from crawler.sites import Site
from nianbao.worker.locks import of_hosts

hosts = st.sampled_from("abcdefgh").map(lambda letter: f"{letter}.gov.cn")


def site(name: str, asked: list[str]) -> Site:
    return Site(name, "990101", "示例区", (f"https://{asked[0]}/",), tuple(asked[1:]), None, 1.0, (), (), Path(name))


def test_a_host_in_common_is_a_lock_in_common_also_by_way_of_a_third() -> None:
    sites = [
        site("x", ["www.x.gov.cn"]),
        site("y", ["www.y.gov.cn", "files.city.gov.cn:8080"]),
        site("z", ["www.z.gov.cn", "files.city.gov.cn"]),
    ]
    found = of_hosts(sites)
    assert found["y"] == found["z"] == "host files.city.gov.cn"
    assert found["x"] == "host www.x.gov.cn"


@given(st.lists(st.lists(hosts, min_size=1, max_size=3), min_size=1, max_size=7))
def test_the_locks_are_the_parts_that_hang_together(asked: list[list[str]]) -> None:
    sites = [site(str(number), each) for number, each in enumerate(asked)]
    found = of_hosts(sites)
    parts: list[set[str]] = []
    for each in asked:
        touched = [part for part in parts if part & set(each)]
        parts = [part for part in parts if part not in touched] + [set(each).union(*touched)]
    for number, each in enumerate(asked):
        (part,) = (part for part in parts if each[0] in part)
        assert found[str(number)] == f"host {min(part)}"
    assert of_hosts(reversed(sites)) == found
