"""Pieces of the stored text with the words marked in them."""

from storage.search import phrases, snippets

TEXT = "全年共收到申请５件。其中涉及信访事项3件，通过 12345 热线转来2件。\n全部按期答复。"


def shown(asked: str, text: str = TEXT) -> str:
    spans = [span for of_phrase in snippets.spans(text, phrases(asked)) for span in of_phrase]
    return snippets.marked(snippets.cut(text, spans))


def test_the_words_are_marked_in_the_text_as_stored() -> None:
    assert shown("信访").startswith("其中涉及【信访】事项3件，")
    assert "收到申请【５】件" in shown("5")


def test_a_phrase_is_marked_over_its_white_space() -> None:
    assert "【12345 热线】" in shown('"12345 热线"')


def test_a_piece_is_short_and_on_one_line() -> None:
    long = "公开" * 500 + "信访" + "公开\n" * 500
    piece = shown("信访", long)
    assert "【信访】" in piece
    assert "\n" not in piece
    assert len(piece) < snippets.LONGEST + 10


def test_words_that_overlap_are_marked_once() -> None:
    assert shown("政务公开 公开信息", "政务公开信息").count("【") == 1


def test_a_word_longer_than_a_piece_is_shown_in_full() -> None:
    assert f"【{'公' * 200}】" in shown("公" * 200, "公" * 200)


def test_characters_that_fold_into_several_keep_their_place() -> None:
    assert shown("m2信访", "面积㎡信访室") == "面积【㎡信访】室"
