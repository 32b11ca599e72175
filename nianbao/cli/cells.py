"""Cells that changed, for people and for programs."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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
