"""Cells that changed, for people and for programs."""

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from forms import Measure
    from storage.versions.changes import CellChange, Changes, Printed


def change_record(change: "CellChange") -> dict[str, Any]:
    """``{"table": …, "row": …, "column": …, "before": {…}, "after": {…}}``."""
    return {**change.measure._asdict(), "before": change.before._asdict(), "after": change.after._asdict()}


def changes_record(changes: "Changes") -> dict[str, Any]:
    """``changed``, ``gained`` and ``lost``, each a list of cells."""
    return {
        kind: [change_record(change) for change in of]
        for kind, of in (("changed", changes.changed), ("gained", changes.gained), ("lost", changes.lost))
    }


def counts(changes: "Changes") -> str:
    """``2 changed, 1 gained``; empty where nothing is."""
    kinds = (("changed", changes.changed), ("gained", changes.gained), ("lost", changes.lost))
    return ", ".join(f"{len(of)} {word}" for word, of in kinds if of)


def sentence(change: "CellChange") -> str:
    """``表三 一、本年新收政府信息公开申请数量 / 申请人情况 / 自然人: 3 → 13``."""
    import forms

    label = f"{forms.table_zh(change.measure.table)} {forms.label_zh(change.measure)}"
    return f"{label}: {told(change.before)} → {told(change.after)}"


def told(printed: "Printed") -> str:
    """The number, or the state of a cell without one."""
    if printed.value is not None:
        return format(printed.value, "f")
    return f"{printed.state} ({printed.raw})" if printed.raw else str(printed.state)


def measure_of(text: str) -> "Measure":
    """``t3.new_received.total``; anything else ends the command with what there is like it."""
    import forms

    try:
        measure = forms.Measure(*text.split("."))
    except TypeError as error:
        raise click.UsageError(f"{text} names no cell: write TABLE.ROW.COLUMN, as t3.new_received.total") from error
    if measure not in forms.measures():
        near = [m for m in forms.measures() if m.table == measure.table and measure.row in (m.row, m.column)]
        near = near or [m for m in forms.measures() if m.table == measure.table]
        like = ", ".join(".".join(m) for m in near[:3])
        raise click.UsageError(
            f"no form asks for {text}{f': there is {like}' if like else ''}; the codebook has all keys"
        )
    return measure
