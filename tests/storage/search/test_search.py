"""What is found, on both databases alike."""

import random
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, literal, select, text, union_all

from storage import search
from storage.models import SectionLevel
from storage.queries import Narrowing, UnknownError, snapshot
from storage.records import FetchOutcome, Report, Section
from storage.search import Found, Hit, NothingToFindError, phrases, postgres
from storage.search.among import Among
from storage.search.grams import fold
from storage.search.keeping import way
from storage.search.texts import Passage, Text
from storage.session import open_engine
from tests.storage.world import SHILI, World, report

PETITIONS, HOUSING = "北京市西城区信访办公室", "北京市西城区住房和城市建设委员会"
TRADE, DATA = "北京市西城区商务局", "北京市西城区数据局"
WORDS = (
    "信访",
    "拆迁",
    "政务公开",
    "征地拆迁补偿",
    "公开",
    "依申请公开",
    "12345",
    "微信",
    "访",
    "信",
    "热线",
    "没有这个词",
)


def saying(agency: str, year: int, *texts: str, **more: object) -> Report:
    keys = ("overview", "proactive", "requests", "review_litigation", "problems", "other_matters")
    sections = tuple(
        Section(key, f"标题{place}", said) for place, (key, said) in enumerate(zip(keys, texts, strict=False))
    )
    return report(agency, year, sections=sections, **more)


def fill(world: World) -> None:
    overview = "（一）主动公开。政务公开信息21条。\n（二）依申请公开。涉及信访事项，12345热线。"
    topics = (
        Section("proactive_work", "（一）主动公开", "政务公开信息21条。"),
        Section("request_work", "（二）依申请公开", "涉及信访事项，12345热线。"),
    )
    world.publish(saying(PETITIONS, 2024, overview, "微信公众号", topics=topics))
    world.publish(saying(PETITIONS, 2023, "政务，公开", "依申请。公开"))
    world.publish(saying(HOUSING, 2024, "征地拆迁补偿信息", "信访接待。拆迁"))
    world.publish(saying(HOUSING, 2022, "征地", "拆迁补偿"))
    world.publish(saying(TRADE, 2024, "信访。" + "商务" * 50))
    world.publish(saying("示例市示例区财政局", 2024, "信访信访信访。政务公开"), SHILI)


@pytest.fixture
def world(database: Engine) -> World:
    world = World(database)
    fill(world)
    return world


def find(world: World, asked: str, narrowing: Narrowing | None = None, **more: object) -> Found:
    with snapshot(world.engine) as connection:
        return search.search(connection, asked, narrowing, **more)  # type: ignore[arg-type]


def reports(found: Found) -> set[tuple[str, int]]:
    return {(hit.agency, hit.year) for hit in found.hits}


def like(world: World, word: str) -> set[tuple[str, int]]:
    """As a scan of the stored text finds it."""
    with world.engine.connect() as connection:
        rows = connection.execute(
            text(
                "SELECT DISTINCT agency, year FROM sections WHERE text LIKE :w OR title LIKE :w"
                " UNION SELECT agency, year FROM reports WHERE title LIKE :w"
            ),
            {"w": f"%{word}%"},
        )
        return {(row.agency, row.year) for row in rows}


@pytest.mark.parametrize("word", WORDS)
def test_a_word_is_found_where_a_scan_finds_it(world: World, word: str) -> None:
    found = find(world, word)
    assert reports(found) == like(world, word)
    assert found.count == len(found.hits)


def test_nothing_is_found_across_punctuation_or_sections(world: World) -> None:
    assert (PETITIONS, 2023) not in reports(find(world, "政务公开"))
    assert (HOUSING, 2022) not in reports(find(world, "征地拆迁"))


def test_every_word_has_to_be_there_in_whatever_section(world: World) -> None:
    assert reports(find(world, "征地 拆迁补偿")) == {(HOUSING, 2024), (HOUSING, 2022)}
    assert reports(find(world, "信访 政务公开")) == {(PETITIONS, 2024), ("示例市示例区财政局", 2024)}
    assert find(world, "信访 没有这个词").count == 0


def test_a_phrase_in_quotation_marks_may_have_punctuation_in_it(world: World) -> None:
    assert reports(find(world, '"政务，公开"')) == {(PETITIONS, 2023)}
    assert reports(find(world, "“信访事项 12345”")) == {(PETITIONS, 2024)}


def test_a_search_is_narrowed_to_district_agency_and_year(world: World) -> None:
    assert reports(find(world, "信访", Narrowing(district="990101"))) == {("示例市示例区财政局", 2024)}
    assert reports(find(world, "拆迁", Narrowing(year=2022))) == {(HOUSING, 2022)}
    found = find(world, "信访", Narrowing(agency="西城区商务局"))
    assert (found.count, reports(found)) == (1, {(TRADE, 2024)})
    with pytest.raises(UnknownError):
        find(world, "信访", Narrowing(agency="没有局"))


def test_the_report_that_says_it_most_and_in_its_title_comes_first(world: World) -> None:
    first, *others = find(world, "信访").hits
    assert (first.agency, first.year) in {(PETITIONS, 2024), (PETITIONS, 2023)}  # in the name of the agency
    assert others[-1].agency == TRADE


def test_the_count_is_of_all_and_the_hits_are_the_best(world: World) -> None:
    every, some = find(world, "信访"), find(world, "信访", limit=2)
    assert some.count == every.count == 5
    assert some.hits == every.hits[:2]
    further = find(world, "信访", limit=2, offset=2)
    assert (further.count, further.hits) == (5, every.hits[2:4])


def test_a_hit_shows_the_words_in_their_section_and_topic(world: World) -> None:
    (hit,) = find(world, "12345热线").hits
    assert isinstance(hit, Hit)
    assert (hit.section, hit.heading, hit.topic) == ("overview", "标题0", "request_work")
    assert hit.marked.endswith("涉及信访事项，【12345热线】。")
    ((start, end),) = hit.highlights
    assert hit.snippet[start:end] == "12345热线"
    assert hit.source_url.startswith("https://www.xicheng.gov.cn/")


def test_words_of_the_title_alone_are_shown_in_the_title(world: World) -> None:
    hits = [hit for hit in find(world, "信访办公室").hits if hit.year == 2023]
    assert (hits[0].section, hits[0].marked) == ("title", "北京市西城区【信访办公室】2023年政府信息公开工作年度报告")


def test_only_the_current_version_is_found(world: World) -> None:
    world.publish(saying(TRADE, 2024, "另一份报告，没有那个词"))
    assert (TRADE, 2024) not in reports(find(world, "信访"))
    assert reports(find(world, "另一份报告")) == {(TRADE, 2024)}
    found = find(world, "信访", Narrowing(agency=TRADE), all_versions=True)
    assert [(hit.version, hit.current) for hit in found.hits] == [(1, False)]


def test_a_version_that_is_current_again_is_found_again(world: World) -> None:
    world.publish(saying(DATA, 2024, "信访"), url="https://www.xicheng.gov.cn/first.html")
    world.publish(saying(DATA, 2024, "别的话"))
    assert (DATA, 2024) not in reports(find(world, "信访"))
    assert (DATA, 2024) in reports(find(world, "别的话"))
    world.fail(DATA, 2024, FetchOutcome.NOT_FOUND)
    assert (DATA, 2024) in reports(find(world, "信访"))
    assert (DATA, 2024) not in reports(find(world, "别的话"))


def test_what_is_taken_back_leaves_the_index_as_it_was(world: World) -> None:
    before = find(world, "信访").count
    with world.engine.connect() as connection, connection.begin() as transaction:
        search.move(connection, hidden=[1])
        transaction.rollback()
    assert find(world, "信访").count == before


def hits(world: World) -> Iterator[Found]:
    for word in WORDS:
        yield find(world, word, all_versions=True)


def test_an_index_made_anew_finds_the_same(world: World) -> None:
    world.publish(saying(TRADE, 2024, "另一份报告，没有那个词"))
    before = list(hits(world))
    with world.engine.begin() as connection:
        assert search.rebuild(connection) == 7
    assert list(hits(world)) == before


def test_a_very_long_report_is_found_by_its_last_words(world: World) -> None:
    long = "公开信息。" * 9_000
    world.publish(saying(TRADE, 2021, long + "末尾提到疫情防控。", "别处提到复工复产"))
    assert reports(find(world, "疫情防控")) == {(TRADE, 2021)}
    assert reports(find(world, "末尾提到疫情防控 复工复产 公开信息")) == {(TRADE, 2021)}
    assert find(world, "疫情防控复工").count == 0


def test_quotation_marks_and_operators_are_characters_like_any_other(world: World) -> None:
    for asked in (
        '信访" OR "x',
        "信访 AND NOT x",
        "信访*",
        "NEAR(信访 公开)",
        "title:信访",
        "'信访'",
        "信访 & !公开",
        "\\信访",
    ):
        find(world, asked)
    with pytest.raises(NothingToFindError):
        find(world, '"*"')


def test_a_title_and_its_sections_do_not_run_into_each_other(world: World) -> None:
    world.publish(saying(TRADE, 2020, "末一", "首二", title="题末"))
    assert find(world, '"题末 标题0"').count == 0
    assert find(world, '"末一 标题1"').count == 0
    assert find(world, '"标题1 首二"').count == 1


ODD = range(1, 80, 2)


@pytest.mark.parametrize("seed", range(5))
def test_whatever_is_asked_is_found_where_the_texts_have_it(database: Engine, seed: int) -> None:
    """Texts and phrases of few characters, so that pairs stand everywhere and phrases do not."""
    chance = random.Random(seed)

    def said(length: int) -> str:
        return "".join(chance.choices("政府信息公开务访、。 A1％\n", k=length))

    def told(version: int) -> Text:
        passages = [Passage(SectionLevel.SECTION, "overview", said(3), said(30)) for _ in range(2)]
        return Text(version, said(8), passages)

    texts = [told(version) for version in range(1, 80)]
    odd = select(union_all(*(select(literal(version).label("version")) for version in ODD)).subquery())
    wanted = ["政", "访", "政府信息公开", "政务公开", "信息公开", *(said(chance.randint(1, 6)) for _ in range(150))]
    with database.begin() as connection:
        search.put(connection, texts, current=True)
        for asked in wanted:
            try:
                found = phrases(f'"{asked}"')
            except NothingToFindError:
                continue
            has = {
                text.version for text in texts
                if all(any(p.pattern.search(fold(part)) for part in (text.title, *text.searched)) for p in found)
            }  # fmt: skip
            for among, kept in ((None, has), (Among(odd), has & set(ODD)), (Among(odd, are_few=True), has & set(ODD))):
                statement = way(connection).matching(found, current=True, among=among)
                assert (asked, among, set(connection.scalars(statement))) == (asked, among, kept)


def test_those_that_are_not_ranked_follow_the_newest_first(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    every = find(world, "信访")
    monkeypatch.setattr(postgres, "RANKED", 1)
    found = find(world, "信访")
    assert (found.count, reports(found)) == (every.count, reports(every))
    assert found.hits[0].agency == PETITIONS  # has it in its title
    further = [find(world, "信访", limit=1, offset=place).hits[0] for place in range(found.count)]
    assert tuple(further) == found.hits


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[Connection]:
    """PostgreSQL with an index of 200 texts that all say the same, and more."""
    engine = open_engine(request.getfixturevalue("postgres"))
    with engine.connect() as connection:
        connection.execute(text("CREATE SCHEMA counted"))
        connection.execute(text("SET search_path TO counted, public"))
        search.create(connection)
        connection.execute(
            text(
                "INSERT INTO version_words"
                " SELECT n, true, '信访 政务公开 加强信访工作 ' || string_agg(md5((n * 1000 + w)::text), ' ')"
                " FROM generate_series(1, 200) n, generate_series(1, 100) w GROUP BY n"
            )
        )
        connection.execute(text("SELECT gin_clean_pending_list('ix_version_words_current')"))
        connection.execute(text("ANALYZE version_words"))
        yield connection
        connection.rollback()
    engine.dispose()


def plan(connection: Connection, statement: Any) -> str:
    made = statement.compile(connection)
    return "\n".join(connection.exec_driver_sql(f"EXPLAIN {made}", made.params).scalars())


def test_a_common_word_is_counted_by_the_index_and_not_by_reading_all_that_is_said(server: Connection) -> None:
    for word in ("信访", "政务公开"):
        found = phrases(word)
        assert search.count(server, word) == 200
        how = plan(server, postgres.matching(found, current=True, among=None))
        assert "ix_version_words_current" in how
        assert "Filter" not in how


def test_the_texts_of_a_common_phrase_are_read_by_several_processes_and_nothing_else_is(
    server: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = phrases("加强信访工作")
    with postgres.reading(server, found, None):
        how = plan(server, postgres.matching(found, current=True, among=None))
    assert "ix_version_words_current" in how
    assert "Parallel" not in how  # for so few, calling another process takes longer than reading
    monkeypatch.setattr(postgres, "MANY", 100)
    with postgres.reading(server, found, None):
        how = plan(server, postgres.matching(found, current=True, among=None))
    assert "Parallel Bitmap Heap Scan" in how
    assert server.scalar(text("SHOW parallel_setup_cost")) != "0"
    assert search.count(server, "加强信访工作") == 200


def test_of_a_few_reports_the_texts_are_read_and_not_what_the_index_has_of_all_others(server: Connection) -> None:
    few = Among(select(literal(7)), are_few=True)
    how = plan(server, postgres.matching(phrases("信访"), current=True, among=few))
    assert "version_words_pkey" in how
    assert "ix_version_words_current" not in how


def test_a_district_has_few_reports_and_a_country_has_not(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where they are told from each other changes nothing of what is found."""
    narrow = (Narrowing(district=SHILI[1]), Narrowing(year=2024), Narrowing(agency=PETITIONS))
    few = [find(world, asked, narrowing) for narrowing in narrow for asked in WORDS]
    monkeypatch.setattr(postgres, "FEW", 1)
    assert [find(world, asked, narrowing) for narrowing in narrow for asked in WORDS] == few
