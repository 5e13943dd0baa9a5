"""A concern that somebody voices, and the statutory plan (§ 1 c) that it may call for."""

from datetime import date

from django.db import transaction

from cases import timeline
from cases.actions.saving import not_after, put, save, written
from cases.models import Case, Concern, Handlingsplan1c
from cases.models.record import EventKind
from cases.relations import unrelated
from cases.rights import still_holds
from kiss.lib.models import Refused, in_force
from schools.models import Pupil, School, User
from schools.roles import Role


@transaction.atomic
def voice_concern(
    pupil: Pupil,
    *,
    school: School,
    voiced_by: str,
    text: str,
    signs: list[str],
    talked_with_child: bool,
    talked_with_parents: bool,
    talked_with_team: bool,
    about_environment: bool,
    informed_on: date | None,
    on: date,
    by: User,
) -> Concern:
    """Write a concern down. There is no threshold: what somebody saw is reason enough.

    If the psychological environment may be the cause (`about_environment`), the statutory plan
    begins to run from `informed_on`, the day anybody at the school was first told; without it,
    from `on`. A pupil's open case takes the concern in.
    """
    text = written(text, "Skriv kort, hvad du har set eller hørt.")
    still_holds(by)
    informed_on = informed_on or on
    not_after(informed_on, on, "Den dag, skolen først fik det at vide, kan ikke ligge i fremtiden.")
    concern = Concern(
        pupil=pupil,
        school=school,
        voiced_by=voiced_by,
        noted_on=on,
        noted_by=by,
        text=text,
        signs=signs,
        talked_with_child=talked_with_child,
        talked_with_parents=talked_with_parents,
        talked_with_team=talked_with_team,
        case=Case.objects.open().filter(pupil=pupil).first(),
    )
    save(concern, by=by)
    if about_environment:
        plan = Handlingsplan1c(
            concern=concern,
            informed_on=informed_on,
            responsible=_school_leader(school, pupil, on) or by,
        )
        save(plan, by=by)
    timeline.record(
        EventKind.CONCERN_VOICED,
        pupil=pupil,
        case=concern.case,
        on=on,
        by=by,
        concern=concern.pk,
    )
    return concern


@transaction.atomic
def decide_concern(concern: Concern, *, decision: str, on: date, by: User) -> None:
    """Answer a concern in words. Raises Refused if it has been answered before."""
    decision = written(decision, "Skriv, hvad I har besluttet, og hvorfor.")
    held = Concern.objects.select_for_update(of=("self",)).get(pk=concern.pk)
    still_holds(by, held.case)
    if held.decided_on is not None:
        raise Refused("Der er allerede taget stilling til bekymringen.")
    held.decision, held.decided_on, held.decided_by = decision, on, by
    save(held, by=by)
    timeline.record(
        EventKind.CONCERN_DECIDED,
        pupil=held.pupil,
        case=held.case,
        on=on,
        by=by,
        concern=held.pk,
    )
    put(concern, {"decision": decision, "decided_on": on, "decided_by": by})


def _school_leader(school: School, pupil: Pupil, on: date) -> User | None:
    """Return the leader of a school on a day: the statutory plan is the leader's duty."""
    leaders = User.objects.filter(
        in_force(on, "memberships__"),
        memberships__role=Role.SKOLELEDER,
        memberships__school=school,
        is_active=True,
    )
    leaders = unrelated(leaders, pupil, on)
    return leaders.order_by("memberships__starts_on", "pk").first()
