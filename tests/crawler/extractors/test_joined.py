"""Pages of an article joined: what all repeat stands once, and each table is led back to its page."""

from crawler.extractors.document import Document, Paragraph, Span, Table
from crawler.extractors.joined import Leaf, digest, join, read_leaves, standing
from storage.records import At

HEAD, FOOT = Paragraph("示例区财政局2023年政府信息公开工作年度报告"), Paragraph("主办：示例区人民政府办公室")


def table(index: int, text: str) -> Table:
    return Table(index, ((Span(text),),))


def page(*blocks: Paragraph | Table, **more: object) -> Document:
    return Document("text/html", (HEAD, *blocks, FOOT), **more)  # type: ignore[arg-type]


ONE = page(Paragraph("一、总体情况"), table(1, "甲"), meta={"articletitle": "年报"})
TWO = page(table(0, "乙"), table(2, "丙"))
THREE = page(Paragraph("五、存在的主要问题"), table(0, "丁"))


def test_the_texts_follow_each_other_and_head_and_foot_stand_once():
    joined = join(ONE, [TWO, THREE])
    said = [block.text if isinstance(block, Paragraph) else block.rows[0][0].text for block in joined.blocks]
    assert said == [HEAD.text, "一、总体情况", "甲", "乙", "丙", "五、存在的主要问题", "丁", FOOT.text]
    assert joined.meta == ONE.meta


def test_tables_are_numbered_through_and_led_back_to_their_pages():
    joined = join(ONE, [TWO, THREE])
    assert [t.index for t in joined.tables] == [1, 2, 4, 5]
    assert [standing(joined, At(t.index, 3, 4)) for t in joined.tables] == [
        (0, At(1, 3, 4)),
        (1, At(0, 3, 4)),
        (1, At(2, 3, 4)),
        (2, At(0, 3, 4)),
    ]


def test_a_document_in_one_piece_has_its_places_as_they_are():
    assert standing(ONE, At(1, 0, 0)) == (0, At(1, 0, 0))


def test_a_page_that_is_the_first_once_more_adds_nothing():
    assert join(ONE, [ONE]).blocks == ONE.blocks


def test_pictures_keep_their_places_and_files():
    one = page(Paragraph("一"), pictures=(2, 3), images={1: b"foot"})
    two = page(Paragraph("二"), pictures=(0, 2), images={0: b"head", 1: b"own"})
    joined = join(one, [two])
    assert [block.text for block in joined.blocks if isinstance(block, Paragraph)] == [HEAD.text, "一", "二", FOOT.text]
    assert joined.pictures == (2, 3, 4)
    assert joined.images == {1: b"own", 2: b"foot"}


def test_a_page_that_was_not_had_and_one_that_cannot_be_read_are_noted():
    joined = read_leaves(ONE, [Leaf(None), Leaf("<p>二、主动公开</p>".encode(), "text/html"), Leaf(b"\x00\x01\x02")])
    assert joined.notes[0] == "page 2 of the article was not had"
    assert joined.notes[1].startswith("page 4 of the article cannot be read: ")
    assert Paragraph("二、主动公开") in joined.blocks


def test_the_digest_is_of_all_pages():
    alone, two = digest(b"a"), digest(b"a", [Leaf(b"b")])
    assert len({alone, two, digest(b"a", [Leaf(b"c")]), digest(b"a", [Leaf(None)]), digest(b"b", [Leaf(b"a")])}) == 5
    assert two == digest(b"a", [Leaf(b"b", "text/html")])
