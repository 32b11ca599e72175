"""What a comparison offers: indicators and concepts by what they are about, and every cell of the forms."""

from functools import cache

import forms
from nianbao.web.resources.numbers.things import chosen_things
from nianbao.web.words import Language

_GROUPS = {"t3": "requests", "t4": "disputes"}
_OTHER = "disclosure"
GROUPS = (*_GROUPS.values(), _OTHER)
"""Keys of the words in ``agency.toml``, in their order."""


def group_of(thing: forms.Derived) -> str:
    """What it is about: requests, disputes, or proactive disclosure."""
    return _GROUPS.get(thing.parts(forms.NEWEST)[0].measure.table, _OTHER)


@cache
def things_to_choose() -> list[tuple[str, list[forms.Derived]]]:
    """By group."""
    return [(group, [each for each in chosen_things() if group_of(each) == group]) for group in GROUPS]


@cache
def cells_to_choose(language: Language) -> list[tuple[str, list[tuple[str, str]]]]:
    """By table: key and label of every cell."""
    label = forms.label_zh if language is Language.ZH else forms.label_en
    return [
        (
            table.title if language is Language.ZH else table.title_en,
            [(".".join(measure), label(measure)) for measure in table.measures()],
        )
        for table in forms.TABLES.values()
    ]
