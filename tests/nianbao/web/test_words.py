"""Every word that the pages have is asked for somewhere: by its key, or by a key that is put together."""

import re
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

import forms
from forms import Grade
from nianbao.web import words as folder
from nianbao.web.drawing.choosing import GROUPS
from nianbao.web.resources.asking.examples import EXAMPLES
from nianbao.web.resources.keeping.runs import State as RunState
from nianbao.web.resources.numbers.points import Standing
from nianbao.web.resources.reports.rereading import Stage
from nianbao.web.words import words
from storage.agencies import Kind
from storage.crosschecks import Code
from storage.crosschecks.sums import DISTRICT_SUM
from storage.judgements import Ruling
from storage.queries.checks.wanted import Standing as Decided
from storage.queries.crawl.news import Event
from storage.records import FetchOutcome, Outcome, Presence, State, Verdict
from storage.versions.history import Happening
from storage.writing.crosschecks import SOURCES_AGREE

_WEB = Path(folder.__file__).parents[1]
_SOURCES = [file for kind in ("*.py", "*.html") for file in _WEB.rglob(kind)]
_KINDS = ("changed", "gained", "lost")
_ANY = re.compile(r"\w+")


def _of(*values: Iterable[StrEnum | str]) -> re.Pattern[str]:
    """One of these."""
    return re.compile("|".join(str(value) for each in values for value in each))


PUT_TOGETHER = {
    "again.": _of(Stage),
    "again.c_": _ANY,
    "again.k_": _of(_KINDS),
    "agency.": _of(GROUPS),
    "behind.": _of(Code),
    "cell.": _of(State),
    "common.": _of(("compare", "findings", "search", "query", "runs", "data")),
    "data.": _of({identity.severity for identity in forms.IDENTITIES}),
    "evidence.": _ANY,  # each is compared with what coverage says
    "fetch.": _of(FetchOutcome),
    "home.": _of(("districts", "agencies", "reports", "captures")),
    "identity.": _of((identity.id for identity in forms.IDENTITIES), (DISTRICT_SUM, SOURCES_AGREE)),
    "kind.": _of(Kind),
    "ledger.": _of(Happening, _KINDS),
    "outcome.": _of(Outcome),
    "point.": _of(Standing, Grade),
    "point.form_": _of(forms.FORMS, ("unknown",)),
    "point.short_": _of(forms.FORMS, ("unknown",)),
    "presence.": _of(Presence),
    "problem.s": re.compile(r"[45]\d\d"),
    "province.p": re.compile(r"\d\d"),
    "query.example_": _of(example.key for example in EXAMPLES),
    "ruling.": _of(Ruling, Decided),
    "runs.": _of(RunState, ("broken", "silent")),
    "runs.report_": _of(Event),
    "statement.": _of(re.findall(r"\bn\.(\w+)", " ".join(identity.expr for identity in forms.IDENTITIES))),
    "verdict.": _of(Verdict),
}
"""What may stand behind the beginning of a key in a template or in the program."""


def test_every_word_is_asked_for() -> None:
    text = "\n".join(file.read_text("utf-8") for file in _SOURCES)
    named = set(re.findall(r"[\"'](\w+\.\w+)[\"']", text))
    unused = [
        key
        for key in words()
        if key not in named
        and not any(key.startswith(part) and rest.fullmatch(key[len(part) :]) for part, rest in PUT_TOGETHER.items())
    ]
    assert unused == []


def test_every_beginning_of_a_key_is_one_that_is_put_together() -> None:
    text = "\n".join(file.read_text("utf-8") for file in _SOURCES)
    files = {key.partition(".")[0] for key in words()}
    begun = set(re.findall(r"[\"'](\w+\.\w*)[\"'] ?~", text)) | set(re.findall(r"\bf[\"'](\w+\.\w*)\{", text))
    begun |= set(re.findall(r"startswith\([\"'](\w+\.)[\"']\)", text)) & {f"{file}." for file in files}
    begun = {each for each in begun if each.partition(".")[0] in files}
    assert begun | {"point.form_", "point.short_"} == set(PUT_TOGETHER)
