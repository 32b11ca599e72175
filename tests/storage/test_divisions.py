"""The division that an agency governs, by its name within its district; a guess is worse than none."""

import pytest
from sqlalchemy import Engine, text

from storage import divisions
from storage.agencies import identify
from storage.session import upgrade
from tests.storage.world import fill


@pytest.mark.parametrize(
    ("code", "district", "name", "division"),
    [
        ("110102", "北京市西城区", "北京市西城区人民政府", "110102"),
        ("110102", "北京市西城区", "西城区政府", "110102"),
        ("110102", "北京市西城区", "西城区人民政府办公室", None),
        ("110102", "北京市西城区", "北京市西城区财政局", None),
        ("110102", "北京市西城区", "西城区人民政府新街口街道办事处", "110102003"),
        ("110102", "北京市西城区", "新街口街道", "110102003"),
        ("110101", "北京市东城区", "新街口街道", None),
        ("110105", "北京市朝阳区", "北京市朝阳区人民政府东坝地区办事处", "110105039"),
        ("130181", "河北省辛集市", "辛集市旧城镇人民政府", "130181101"),
        ("130181", "河北省辛集市", "辛集镇", "130181100"),
        ("130181", "河北省辛集市", "天宫营乡政府", "130181200"),
        ("130181", "河北省辛集市", "旧城街道办事处", None),
        ("990101", "示例市示例区", "示例镇人民政府", None),
    ],
)
def test_an_agency_has_the_code_of_the_division_that_it_governs(
    code: str, district: str, name: str, division: str | None
) -> None:
    assert divisions.code_of(code, district, identify(name, district).key) == division


def test_no_two_agencies_of_a_district_have_one_code() -> None:
    for code in ("110102", "130181", "330109", "441900"):
        parts = divisions._parts(code, "")
        assert len(set(parts.values())) == len(parts)
        assert all(len(part) == 9 and part.startswith(code) for part in parts.values())


def test_agencies_that_were_stored_before_are_looked_up_with_the_next_upgrade(database: Engine) -> None:
    fill(database)
    asked = text("SELECT id, division_code FROM agencies ORDER BY id")
    with database.begin() as connection:
        told = connection.execute(asked).all()
        connection.execute(text("UPDATE agencies SET division_code = NULL"))
    upgrade(database)
    with database.connect() as connection:
        assert connection.execute(asked).all() == told
    assert any(code for _, code in told)
