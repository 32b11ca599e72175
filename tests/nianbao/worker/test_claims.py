"""A host is crawled by one process on all machines that share a database."""

from sqlalchemy import Engine

from storage.claims import Claims


def test_a_name_is_one_process_s_until_its_connection_ends(engine: Engine) -> None:
    first, second = Claims(engine), Claims(engine)
    assert first.take(["a.gov.cn", "b.gov.cn"]) is None
    assert second.take(["c.gov.cn", "b.gov.cn"]) == "b.gov.cn"
    third = Claims(engine)
    assert third.take(["c.gov.cn"]) is None, "what could not be taken as a whole is taken in no part"
    first.close()
    assert second.take(["b.gov.cn", "a.gov.cn"]) is None
    second.close()
    third.close()
