"""The statutory plan (§ 1 c): written, ready, revised; of a child's concern or of a whole class."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction

from cases import notices, timeline
from cases.actions.saving import differs, not_after, put, save, written
from cases.models import ClassPlan1c, Handlingsplan1c, Plan1c
from cases.models.record import EventKind
from cases.rights import still_holds
from kiss.lib.models import Conflict, Refused, in_force
from kiss.lib.text import join_and, plain_date
from law.deadlines import Status, handlingsplan
from law.figures import World
from law.quarters import school_year
from schools.models import School, SchoolClass, User
from schools.roles import Role

MET = "En anden har gemt handlingsplanen, mens du skrev."
NOT_YET_TOLD = "Den dag, skolen først fik det at vide, kan ikke ligge i fremtiden."
# What a save leaves as it is when it is not given.
MORE = (
    *("informed_by", "informed_from", "told_on", "told"),
    *("complaint_told_on", "look_again_on"),
)
_DAYS = {
    "told_on": "Eleverne og forældrene kan ikke være orienteret i fremtiden.",
    "complaint_told_on": "Vejledningen kan ikke være givet i fremtiden.",
}
# What a plan that is ready says besides its measures, as the page where it is written calls it.
_OWED = {
    "told": "Hvem er orienteret, og om hvad?",
    "complaint_told_on": "Vejledt om, hvordan man klager",
}
# What cannot have happened before the school was told.
_AFTERWARDS = {
    "found_on": "Ledelsen konstaterede problemet",
    "told_on": "Eleverne og forældrene er orienteret",
}


def impossible_days(plan: Plan1c, given: Mapping[str, Any], on: date) -> dict[str, str]:
    """Return a sentence for each day in `given` that cannot be saved in a plan, by its field.

    A day to look again that stands in the plan and has passed since is left to stand.
    """
    first = f"Skolen fik det først at vide {plain_date(plan.informed_on)}. Vælg en dag fra da af."
    if isinstance(plan, ClassPlan1c):
        first += " Vidste skolen det før, så vælg »Ret dagen, skolen fik besked« på planens side."
    found = {
        name: first
        for name in _AFTERWARDS
        if (day := given.get(name)) is not None and day < plan.informed_on
    }
    again = given.get("look_again_on")
    if again is not None and again < on and again != plan.look_again_on:
        found["look_again_on"] = "Den dag kan ikke ligge før i dag. Vælg en dag, der kommer."
    return found


@transaction.atomic
def begin_class_plan(
    school_class: SchoolClass,
    *,
    informed_on: date,
    informed_by: str,
    informed_from: str,
    on: date,
    by: User,
) -> ClassPlan1c:
    """Begin the statutory plan of a class; its ten working days run from `informed_on`.

    `informed_by` is who at the school was told, `informed_from` who told. Raises Refused for a
    class of another school year, and while another plan of the class is not ready.
    """
    still_holds(by)
    if school_class.school_year != school_year(on):
        raise Refused("Klassen hører til et andet skoleår. Begynd planen på klassen i år.")
    not_after(informed_on, on, NOT_YET_TOLD)
    plan = ClassPlan1c(
        school_class=school_class,
        informed_on=informed_on,
        informed_by=written(informed_by, "Skriv, hvem på skolen der fik det at vide."),
        informed_from=informed_from.strip(),
        responsible=_head(school_class.school, on) or by,
    )
    save(plan, by=by)
    return plan


@transaction.atomic
def correct_class_plan(
    plan: ClassPlan1c, *, seen: int, informed_on: date, because: str, on: date, by: User
) -> None:
    """Correct the day on which the school was first told; the ten working days count from it anew.

    The day and the reason from before stay in the history. Raises Refused for a day to come, for
    the day that stands there and for one after what the plan says came of it; Conflict if somebody
    else saved meanwhile.
    """
    not_after(informed_on, on, NOT_YET_TOLD)
    reason = written(because, "Skriv, hvorfor dagen rettes.")
    held = _hold(plan, by)
    if held.version != seen:
        raise Conflict(MET)
    if held.informed_on == informed_on:
        raise Refused("Det er den dag, der står i planen nu.")
    for name, what in _AFTERWARDS.items():
        day = getattr(held, name)
        if day is not None and day < informed_on:
            raise Refused(f"{what} {plain_date(day)}. Ret den dag i planen først.")
    values = {
        "informed_on": informed_on,
        "informed_because": reason,
        # The clock has said nothing yet of the new deadline.
        "soon_on": None,
        "overdue_on": None,
    }
    put(held, {**values, "version": held.version + 1})
    save(held, by=by)


@transaction.atomic
def withdraw_class_plan(plan: ClassPlan1c, *, seen: int, because: str, on: date, by: User) -> None:
    """Withdraw a class's plan that was begun by mistake: its clock stops, and it stays to be read.

    Raises Refused if it was withdrawn before, Conflict if somebody else saved meanwhile.
    """
    reason = written(because, "Skriv, hvorfor planen trækkes tilbage.")
    held = _hold(plan, by)
    if held.version != seen:
        raise Conflict(MET)
    values = {"withdrawn_on": on, "withdrawn_because": reason, "withdrawn_by": by}
    put(held, {**values, "version": held.version + 1})
    save(held, by=by)


@transaction.atomic
def save_plan_1c(
    plan: Plan1c,
    *,
    seen: int,
    temporary_measures: str,
    measures: str,
    found_on: date | None,
    on: date,
    by: User,
    **more: Any,
) -> None:
    """Save the statutory plan. `seen` is the version that was on the screen; `more` are of MORE.

    `found_on` is the day the school's management established the problem, if it has. Raises
    Refused for `impossible_days`, Conflict if somebody else saved meanwhile; the same text twice
    is saved once.
    """
    if unknown := set(more) - set(MORE):
        raise TypeError(f"the plan has no {sorted(unknown)}")
    if found_on is not None:
        not_after(found_on, on, "Problemet kan ikke være konstateret i fremtiden.")
    for name, sentence in _DAYS.items():
        if more.get(name):
            not_after(more[name], on, sentence)
    values = {
        "temporary_measures": temporary_measures.strip(),
        "measures": measures.strip(),
        "found_on": found_on,
        **{name: one.strip() if isinstance(one, str) else one for name, one in more.items()},
    }
    held = _hold(plan, by)
    if not differs(held, values):
        return
    if held.version != seen:
        raise Conflict(MET)
    if refused := impossible_days(held, values, on):
        raise Refused(next(iter(refused.values())))
    put(held, {**values, "version": held.version + 1})
    save(held, by=by)
    _record(held, EventKind.PLAN_1C_SAVED, on=on, by=by)


@transaction.atomic
def finish_plan_1c(plan: Plan1c, *, seen: int, ready_on: date, on: date, by: User) -> None:
    """Note the day the statutory plan was ready; that stops its clock.

    Raises Refused without measures, and while it says of nobody that they were told, or not that
    they were shown how to complain; Conflict if somebody else saved meanwhile.
    """
    not_after(ready_on, on, "Planen kan ikke være færdig i fremtiden.")
    held = _hold(plan, by)
    if held.ready_on == ready_on:
        return
    if held.version != seen:
        raise Conflict(MET)
    # Without measures the model refuses it.
    owed = [f"»{label}«" for name, label in _OWED.items() if not getattr(held, name)]
    if held.measures and owed:
        raise Refused(f"Udfyld {join_and(owed)} i planen, før den meldes færdig.")
    put(held, {"ready_on": ready_on, "version": held.version + 1})
    save(held, by=by)
    _record(held, EventKind.PLAN_1C_READY, on=on, by=by)


@transaction.atomic
def revise_plan_1c(
    plan: Plan1c,
    *,
    seen: int,
    works: str,
    revision: str,
    look_again_on: date | None,
    on: date,
    by: User,
) -> None:
    """Say whether a plan that is ready has ended the problem, and what is changed if it has not.

    The law asks for measures that end it effectively, so where it has not ended there is a next
    day to look. Raises Refused without it, Conflict if somebody else saved meanwhile.
    """
    held = _hold(plan, by)
    if held.ready_on is None:
        raise Refused("Meld planen færdig, før I siger, om den virker.")
    if held.version != seen:
        raise Conflict(MET)
    is_over = works == Plan1c.Works.JA
    said = (
        revision.strip() if is_over else written(revision, "Skriv, hvad I ser, og hvad I ændrer.")
    )
    if not is_over and (look_again_on is None or look_again_on <= on):
        raise Refused("Aftal en dag efter i dag, hvor I ser, om problemet er hørt op.")
    put(
        held,
        {
            "works": works,
            "revision": said,
            "revised_on": on,
            "look_again_on": None if is_over else look_again_on,
            "version": held.version + 1,
        },
    )
    save(held, by=by)
    _record(held, EventKind.PLAN_1C_REVISED, on=on, by=by)


@transaction.atomic
def watch_class_plans(*, world: World, today: date) -> list[ClassPlan1c]:
    """Mark the plans of classes that are due soon or overdue, and call those who answer for them.

    The plans of children are flagged with their absence (`absence.actions.watching`). One mail
    each, without any name. Safe to run twice: what is marked already is left.
    """
    rows = ClassPlan1c.objects.running().select_for_update(of=("self",))
    marked = []
    for plan in rows.select_related("school_class__school").order_by("pk"):
        status = handlingsplan(plan.informed_on, world).status(today)
        if status is Status.OVERDUE and plan.overdue_on is None:
            plan.overdue_on = today
        elif status is Status.DUE_SOON and plan.soon_on is None:
            plan.soon_on = today
        else:
            continue
        plan.save()
        marked.append(plan)
    people: dict[int, User] = {}
    for plan in marked:
        head = _head(plan.school_class.school, today)
        for user in (plan.responsible, head):
            if user is not None and user.is_active:
                people[user.pk] = user
    for user in people.values():
        transaction.on_commit(partial(notices.tell_of_class_plan, user))
    return marked


def _hold(plan: Plan1c, by: User) -> Plan1c:
    rows: Any = type(plan)._default_manager
    held: Plan1c = rows.select_for_update(of=("self",)).get(pk=plan.pk)
    still_holds(by, held.concern.case if isinstance(held, Handlingsplan1c) else None)
    if isinstance(held, ClassPlan1c) and held.withdrawn_on is not None:
        raise Refused("Planen er trukket tilbage og kan kun læses.")
    return held


def _record(plan: Plan1c, kind: EventKind, *, on: date, by: User) -> None:
    """Tell it in the story of the child; a class has none, its page shows what was saved."""
    if isinstance(plan, Handlingsplan1c):
        concern = plan.concern
        timeline.record(
            kind, pupil=concern.pupil, case=concern.case, on=on, by=by, concern=concern.pk
        )


def _head(school: School, on: date) -> User | None:
    """Return the leader of a school on a day: the statutory plan is the leader's duty."""
    leaders = User.objects.filter(
        in_force(on, "memberships__"),
        memberships__role=Role.SKOLELEDER,
        memberships__school=school,
        is_active=True,
    )
    return leaders.order_by("memberships__starts_on", "pk").first()
