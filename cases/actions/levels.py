"""Placing a case on the municipality's scale of concern."""

from datetime import date

from django.db import transaction

from cases import timeline
from cases.actions.saving import hold_open, save, written
from cases.models import Case, ConcernLevel, LevelChange
from cases.models.record import EventKind
from kiss.lib.models import Refused, create_kept
from schools.models import User

# An example to begin with, until the municipality has written its own scale: position, name,
# criteria, days between follow-ups at most. The days are this product's proposal, not law.
EXAMPLE = (
    (1, "Almindeligt fremmøde", "Barnet er i skole og trives. Følg med som for alle.", 56),
    (2, "Begyndende", "Et mønster eller en ændring, som nogen har lagt mærke til.", 28),
    (3, "Bekymrende", "Fraværet går ud over læring, venskaber eller trivsel.", 14),
    (4, "Langvarigt eller omfattende", "Barnet er meget eller helt væk fra skolen.", 14),
)


@transaction.atomic
def ship_levels() -> None:
    """Write the example scale where there is none. Safe to run twice."""
    if ConcernLevel.objects.exists():
        return
    create_kept(
        [
            ConcernLevel(position=position, name=name, criteria=criteria, follow_up_days=days)
            for position, name, criteria, days in EXAMPLE
        ],
        by=None,
        reason="Eksempel, som følger med",
    )


@transaction.atomic
def set_level(
    case: Case, *, level: ConcernLevel, reason: str, on: date, by: User
) -> LevelChange | None:
    """Say where on the scale a professional places a case, and why.

    Returns None when the case stands there already. Raises Refused for a step out of use.
    """
    held = hold_open(case, by=by)
    if not level.in_use:
        raise Refused(f"Trinnet »{level.name}« bruges ikke mere. Vælg et andet.")
    now = held.level_changes.order_by("-on", "-pk").first()
    if now is not None and now.level_id == level.pk:
        return None
    change = LevelChange(
        case=held,
        level=level,
        reason=written(reason, "Skriv kort, hvad vurderingen bygger på."),
        on=on,
        by=by,
    )
    save(change, by=by)
    timeline.record(
        EventKind.LEVEL_SET,
        pupil=held.pupil,
        case=held,
        on=on,
        by=by,
        level=level.name,
        change=change.pk,
    )
    return change
