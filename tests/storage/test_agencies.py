"""One key for one agency, however a report writes its name."""

from pathlib import Path

import pytest

from storage.agencies import Kind, identify, superior


@pytest.mark.parametrize(
    ("district", "names", "key"),
    [
        ("北京市西城区", ("北京市西城区财政局", "西城区财政局", "区财政局", "财政局", "北京西城区财政局"), "财政局"),
        ("广州番禺区", ("广州番禺区统计局", "番禺区统计局", "区统计局", "统计局"), "统计局"),
        ("杭州上城区", ("杭州上城区司法局", "上城区司法局", "司法局"), "司法局"),
        ("广州白云区", ("白云区棠景街道办事处", "棠景街道", "棠景街道办"), "棠景街道办事处"),
        ("莆田市", ("莆田市市政府办公室", "市政府办公室", "人民政府办公室"), "人民政府办公室"),
        (
            "示例市新站高新技术产业开发区",
            ("示例新站高新技术产业开发区管理委员会", "新站高新区管委会", "示例新站高新区管委会", "管委会"),
            "管理委员会",
        ),
        ("梅州市梅江区", ("梅州市梅江区人民政府", "梅江区人民政府", "区政府"), "人民政府"),
    ],
)
def test_a_name_with_or_without_its_district_is_one_agency(district: str, names: tuple[str, ...], key: str) -> None:
    assert {name: identify(name, district).key for name in names} == dict.fromkeys(names, key)


def test_a_word_that_only_ends_like_the_district_stays() -> None:
    assert identify("城区管理局", "西城区").key == "城区管理局"
    assert identify("市场监督管理局", "临湘市").key == "市场监督管理局"


DISTRICT = (
    "人民政府", "人民政府办公室", "财政局", "卫生健康局", "卫生健康局卫生监督所", "卫生健康局卫生监督所清河分所",
    "清河街道办事处", "清河镇人民政府", "税务局", "公安局高新分局", "人民法院", "总工会", "第一中学", "区委宣传部",
)  # fmt: skip


@pytest.mark.parametrize(
    ("key", "parent"),
    [
        ("人民政府", None),
        ("人民政府办公室", "人民政府"),
        ("财政局", "人民政府"),
        ("卫生健康局卫生监督所", "卫生健康局"),
        ("卫生健康局卫生监督所清河分所", "卫生健康局卫生监督所"),
        ("清河街道办事处", "人民政府"),
        ("清河镇人民政府", "人民政府"),
        ("税务局", None),
        ("公安局高新分局", None),
        ("人民法院", None),
        ("总工会", None),
        ("第一中学", None),
        ("区委宣传部", None),
    ],
)
def test_an_agency_is_under_whom_its_name_begins_with_else_under_the_government(key: str, parent: str | None) -> None:
    assert superior(key, DISTRICT) == parent


def test_a_government_that_has_no_report_stored_is_nobodys_parent() -> None:
    assert superior("财政局", ("财政局", "教育局")) is None


TABLE = Path(__file__).with_name("agencies.tsv").read_text("utf-8").splitlines()
NAMED = [tuple(line.split("\t")) for line in TABLE if not line.startswith("#")]


@pytest.mark.parametrize("names", [names for how, *names in NAMED if how == "one"])
def test_spellings_of_one_agency_are_one(names: list[str]) -> None:
    assert len({identify(name, "示例市示例区").key for name in names}) == 1


@pytest.mark.parametrize("names", [names for how, *names in NAMED if how == "two"])
def test_two_agencies_never_become_one(names: list[str]) -> None:
    assert len({identify(name, "示例市示例区").key for name in names}) == len(names)


def test_a_name_tells_why_it_is_the_agency_s() -> None:
    assert identify("示例区市监局", "示例市示例区").reasons == ("示例区市监局 = 市监局", "市监局 = 市场监督管理局")
    assert identify("市场监督管理局", "示例市示例区").reasons == ()


@pytest.mark.parametrize(
    ("name", "kind"),
    [("新站高新区管委会", Kind.ZONE), ("和平里街", Kind.SUBDISTRICT), ("示例新区城管委", Kind.DEPARTMENT)],
)
def test_a_zone_is_governed_by_its_committee(name: str, kind: Kind) -> None:
    assert identify(name, "示例市新站高新技术产业开发区").kind is kind
