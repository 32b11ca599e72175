"""Text as pairs of characters, and what is asked for as phrases of them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.search import NothingToFindError, Phrase, phrases
from storage.search.grams import BREAK, RUN, fold, grams, of_texts, runs
from storage.search.terms import TERMS


def test_every_pair_of_a_run_is_a_word_and_its_last_character_alone() -> None:
    assert list(grams("信访工作，12345热线")) == [
        "信访", "访工", "工作", "作", "12", "23", "34", "45", "5热", "热线", "线",
    ]  # fmt: skip


def test_full_width_and_capital_letters_are_the_same() -> None:
    assert list(grams("ＡＰＰ１２")) == list(grams("app12"))


@given(st.text(alphabet="信访Ab1 _，。、；：（）“”《》！？…　１Ｂ①㎡é\u0301－—.", max_size=12))
def test_runs_are_those_of_the_folded_text_whatever_way_is_taken(text: str) -> None:
    assert runs(text) == RUN.findall(fold(text))


def test_between_two_texts_stands_a_break() -> None:
    assert of_texts(["信访", "公开"]) == ["信访", "访", BREAK, "公开", "开"]


def test_words_are_split_at_white_space_and_quoted_ones_kept() -> None:
    asked = [phrase.runs for phrase in phrases('信访　政务公开 "公开、透明" “依法 行政”')]
    assert asked == [("信访",), ("政务公开",), ("公开", "透明"), ("依法", "行政")]


def test_a_word_that_comes_twice_is_asked_for_once() -> None:
    assert len(phrases("信访 信访 ＡＰＰ app")) == 2


@pytest.mark.parametrize("nothing", ["", "  ", "，。", '""', '" "', "*", "_ _"])
def test_what_holds_no_character_to_look_for_is_refused(nothing: str) -> None:
    with pytest.raises(NothingToFindError):
        phrases(nothing)


def test_a_single_character_stands_for_every_pair_that_begins_with_it() -> None:
    (phrase,) = phrases("访")
    assert (phrase.words, phrase.is_open) == (("访",), True)
    (phrase,) = phrases('"公开、透"')
    assert (phrase.words, phrase.is_open) == (("公开", "开", "透"), True)


TEXT = st.text(alphabet="信访公开政务，。 \n1aA", max_size=40)


def stands_in(phrase: Phrase, words: list[str]) -> bool:
    """As both databases look for it."""
    wanted = phrase.words
    last = wanted[-1]
    for place in range(len(words) - len(wanted) + 1):
        *before, end = words[place : place + len(wanted)]
        if before == list(wanted[:-1]) and (end.startswith(last) if phrase.is_open else end == last):
            return True
    return False


@given(TEXT, st.text(alphabet="信访公开政务1a", min_size=1, max_size=5))
def test_a_word_is_found_exactly_where_it_is_part_of_the_text(text: str, word: str) -> None:
    (phrase,) = phrases(word)
    assert stands_in(phrase, list(grams(text))) == (word in fold(text))


@given(TEXT, TEXT)
def test_a_phrase_is_found_exactly_where_its_runs_follow_each_other(text: str, asked: str) -> None:
    try:
        (phrase,) = phrases(f'"{asked}"')
    except (NothingToFindError, ValueError):
        return
    pattern = r"(?<![^\W_])" + r"[\W_]+".join(map(re.escape, phrase.runs))
    if len(phrase.runs) == 1:
        pattern = re.escape(phrase.runs[0])
    found = stands_in(phrase, list(grams(text)))
    assert not re.search(pattern, fold(text)) or found
    assert bool(phrase.pattern.search(fold(text))) == found


def test_a_listed_phrase_stands_in_a_text_as_the_index_folds_it() -> None:
    assert [runs(term) for term in TERMS] == [[term] for term in TERMS]
    assert min(map(len, TERMS)) > 2
    assert len(set(TERMS)) == len(TERMS)
