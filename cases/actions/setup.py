"""What the municipality sets up itself: its catalogue of actions and its scale of concern."""

from typing import Any

from django.db import transaction
from django.db.models import Max, Model

from cases.actions.saving import differs, put, save, take_off, written
from cases.models import CatalogueEntry, ConcernLevel, Indsats, LevelChange
from cases.rights import still_holds
from cases.shipped_catalogue import SHIPPED
from kiss.lib.models import Conflict, Refused, create_kept
from schools.models import User

type SetUp = CatalogueEntry | ConcernLevel

OUT, BACK = "Taget ud af brug", "Taget i brug igen"
UP, DOWN = "Flyttet op", "Flyttet ned"


@transaction.atomic
def ship_catalogue() -> None:
    """Write the catalogue that comes with the product where there is none. Safe to run twice."""
    if CatalogueEntry.objects.exists():
        return
    kinds = CatalogueEntry.Kind
    create_kept(
        [
            CatalogueEntry(
                title=row.title,
                description=row.description,
                kind=kinds.KONTAKT if row.is_contact else kinds.INDSATS,
                arena=row.arena,
                level=row.level,
                stages=[stage.value for stage in row.stages],
                position=position,
            )
            for position, row in enumerate(SHIPPED, 1)
        ],
        by=None,
        reason="Eksempel, som følger med",
    )


def mark_of(row: SetUp) -> int:
    """Return a mark of a row as it stands now: another save, and it is another."""
    return int(row.history.latest("history_id").history_id)


@transaction.atomic
def write_entry(
    entry: CatalogueEntry | None,
    *,
    seen: int,
    title: str,
    description: str,
    kind: str,
    arena: str,
    level: str,
    stages: list[str],
    by: User,
) -> CatalogueEntry:
    """Add an entry to the catalogue, last where it belongs, or change one.

    `seen` is the mark of the entry that was on the screen. Raises Conflict if somebody else has
    saved it since. Plans that have taken it keep their own words.
    """
    values = {
        "title": written(title, "Skriv en titel."),
        "description": written(description, "Skriv med et par sætninger, hvad man gør."),
        "kind": kind,
        "arena": arena,
        "level": level,
        "stages": stages,
    }
    return _write(entry or CatalogueEntry(), values, seen=seen, by=by)


@transaction.atomic
def write_level(
    step: ConcernLevel | None,
    *,
    seen: int,
    name: str,
    criteria: str,
    follow_up_days: int,
    by: User,
) -> ConcernLevel:
    """Add a step at the end of the scale, or change one; `seen` and Conflict as for an entry.

    The cases that stand on the step go on standing there, with its new words and rhythm.
    """
    values = {
        "name": written(name, "Skriv trinnets navn."),
        "criteria": written(criteria, "Skriv, hvornår en sag står på trinnet."),
        "follow_up_days": follow_up_days,
    }
    return _write(step or ConcernLevel(), values, seen=seen, by=by)


@transaction.atomic
def retire_choice(row: SetUp, *, by: User) -> None:
    """Offer something no more; what has been chosen stays. Refused for the last step."""
    held = _held(row, by)
    if not held.in_use:
        return
    if isinstance(held, ConcernLevel) and _in_use(held).count() == 1:
        raise Refused("Skalaen skal have mindst ét trin i brug. Tag et andet i brug først.")
    held.in_use = False
    save(held, by=by, reason=OUT)


@transaction.atomic
def bring_back_choice(row: SetUp, *, by: User) -> None:
    """Offer something again that was retired."""
    held = _held(row, by)
    if not held.in_use:
        held.in_use = True
        save(held, by=by, reason=BACK)


@transaction.atomic
def move_choice(row: SetUp, *, up: bool, by: User) -> bool:
    """Let a row change places with its neighbour in the list; False when it is the outermost."""
    held = _held(row, by)
    group = neighbours(held)
    place = group.index(held) + (-1 if up else 1)
    if not 0 <= place < len(group):
        return False
    other = group[place]
    held.position, other.position = other.position, held.position
    for moved, is_up in ((held, up), (other, not up)):
        _save_moved(moved, by=by, reason=UP if is_up else DOWN)
    return True


@transaction.atomic
def remove_choice(row: SetUp, *, by: User) -> None:
    """Delete what nobody has used; its history stays. Raises Refused for what has been used."""
    held = _held(row, by)
    if was_chosen(held):
        raise Refused(
            f"»{_name(held)}« har været brugt på sager, så det kan ikke slettes. "
            "Tag det ud af brug i stedet."
        )
    if isinstance(held, ConcernLevel) and held.in_use and _in_use(held).count() == 1:
        raise Refused("Skalaen skal have mindst ét trin i brug. Tag et andet i brug først.")
    take_off(held, by=by, reason="Slettet")


def was_chosen(row: SetUp) -> bool:
    """Tell whether a plan has taken an entry up, or a case has stood on a step."""
    if isinstance(row, ConcernLevel):
        return LevelChange.objects.filter(level=row).exists()
    return Indsats.objects.filter(entry=row).exists()


def neighbours(row: SetUp) -> list[Any]:
    """Return the rows that a row stands among, in order, itself included."""
    if isinstance(row, ConcernLevel):
        return list(ConcernLevel.objects.order_by("position", "pk"))
    rows = CatalogueEntry.objects.filter(kind=row.kind).order_by("position", "pk")
    return list(rows if row.kind == CatalogueEntry.Kind.KONTAKT else rows.filter(arena=row.arena))


def _save_moved(row: SetUp, *, by: User, reason: str) -> None:
    """Save a new place in the list. Two that change places are for a moment on the same one."""
    row._history_user = by  # type: ignore[union-attr]
    row._change_reason = reason  # type: ignore[union-attr]
    row.save(update_fields=["position"])


def _write(row: SetUp, values: dict[str, Any], *, seen: int, by: User) -> Any:
    held = _held(row, by)
    if not row._state.adding:
        if not differs(held, values):
            return held
        if mark_of(held) != seen:
            raise Conflict("En anden har rettet, mens du skrev.")
    if held._state.adding or _changes_group(held, values):
        held.position = _last(held) + 1
    put(held, values)
    save(held, by=by)
    return held


def _changes_group(held: Model, values: dict[str, Any]) -> bool:
    return any(name in values and getattr(held, name) != values[name] for name in ("kind", "arena"))


def _held(row: Any, by: User) -> Any:
    """Lock all rows of a kind, so that those who order them take turns; return one as it stands."""
    still_holds(by)
    rows = {found.pk: found for found in type(row).objects.select_for_update().order_by("pk")}
    if row._state.adding:
        return row
    if row.pk not in rows:
        raise Refused("Det er slettet imens. Gå tilbage til listen.")
    return rows[row.pk]


def _last(row: SetUp) -> int:
    return type(row)._default_manager.aggregate(last=Max("position"))["last"] or 0


def _in_use(row: SetUp) -> Any:
    return type(row)._default_manager.filter(in_use=True)


def _name(row: SetUp) -> str:
    return row.title if isinstance(row, CatalogueEntry) else row.name
