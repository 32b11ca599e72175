"""A host is crawled by one process on all machines that share a database."""

from pathlib import Path

from sqlalchemy import Engine, text

from storage.database.claims import Claims
from tests.district import District, Home
from tests.programs import run


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


def test_names_that_went_with_a_connection_are_taken_again_unless_another_has_them(engine: Engine) -> None:
    first, second = Claims(engine), Claims(engine)
    assert first.take(["a.gov.cn", "b.gov.cn"]) is None
    assert first.renew() is None
    end_connections(engine)
    assert first.renew() is None
    assert second.take(["b.gov.cn"]) == "b.gov.cn"
    end_connections(engine)
    assert second.take(["b.gov.cn"]) is None
    assert first.renew() == "b.gov.cn"
    second.close()
    first.close()


def end_connections(engine: Engine) -> None:
    """As a server that is restarted does."""
    with engine.connect() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )


def test_a_host_that_another_machine_crawls_is_left_alone(
    engine: Engine, environment: dict[str, str], tmp_path: Path
) -> None:
    home, claims = Home(tmp_path / "registry"), Claims(engine)
    with District() as district:
        home.add("shili", district)
        assert claims.take(["127.0.0.1"]) is None
        refused = run(["nianbao", "crawl", "--sites", str(home.sites)], environment)
        claims.close()
        assert refused.returncode == 1
        assert refused.stderr.startswith("nianbao: 127.0.0.1 is being crawled already, perhaps by another machine: ")
        assert district.log == []
        assert run(["nianbao", "crawl", "--sites", str(home.sites)], environment).returncode != 1
        assert district.log
