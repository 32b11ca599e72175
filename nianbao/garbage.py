"""How often Python looks for rings of dead objects: what a command imports and sets up stays until it ends."""

import gc

_SELDOM = 10_000
"""So many new objects are worth a look among them. With Python's 700 looking is a tenth of what starting costs."""


def look_seldom() -> None:
    """For the whole process; called before anything large is imported."""
    gc.set_threshold(_SELDOM)


def spare_what_is_there() -> None:
    """Never look again at what is there by now, dead or alive; called once, when all is set up."""
    gc.freeze()
