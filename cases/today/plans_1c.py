"""Statutory plans (§ 1 c) as lines: those of classes that are not ready, and those to look at."""

from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse

from absence.overview import classes_of, whom
from absence.sentences import rule_tags, weight_of
from cases.models import ClassPlan1c, Handlingsplan1c
from cases.permissions import at_schools_with, may
from cases.relations import apart
from cases.today.task import Bucket, Task, end_of_week
from kiss.lib.text import plain_date, weekday_date
from law.deadlines import handlingsplan
from law.figures import World
from law.verdicts import RuleKey
from schools.models import User
from schools.roles import Thing

# A day to look again is on the page from a week before.
AHEAD = timedelta(days=7)


def plan_tasks(user: User, world: World, today: date) -> list[Task]:
    """Return the plans of classes that are not ready, and the plans that are to be looked at."""
    if not may(user, Thing.DECIDE, today):
        return []
    return [
        *_class_tasks(user, world, today),
        *_look_again(user, today),
    ]


def _class_tasks(user: User, world: World, today: date) -> list[Task]:
    theirs = at_schools_with(user, Thing.DECIDE, today, "school_class__school")
    rows = ClassPlan1c.objects.running().filter(theirs).select_related("school_class")
    tasks = []
    for plan in rows.order_by("informed_on", "pk"):
        due = handlingsplan(plan.informed_on, world)
        begun = (
            "Midlertidige tiltag er i gang."
            if plan.temporary_measures
            else "Der er ikke skrevet midlertidige tiltag endnu; de skal i gang straks."
        )
        tasks.append(
            Task(
                what=f"Gør handlingsplanen for {plan.school_class.name} færdig",
                why=f"Skolen fik besked {weekday_date(plan.informed_on)}. Fristen er "
                f"{len(due.reckoning.counted)} arbejdsdage. {begun}",
                url=_url(plan),
                button="Fortsæt planen" if plan.measures else "Skriv planen",
                due_on=due.due_on,
                bucket=_in_sight(due.due_on, today),
                tags=rule_tags(RuleKey.HANDLINGSPLAN_1C),
                is_statutory=True,
                weight=weight_of(RuleKey.HANDLINGSPLAN_1C),
            )
        )
    return tasks


def _look_again(user: User, today: date) -> list[Task]:
    near = Q(ready_on__isnull=False, look_again_on__lte=today + AHEAD)
    theirs = at_schools_with(user, Thing.DECIDE, today, "school_class__school")
    standing = ClassPlan1c.objects.standing()
    classes = standing.filter(near, theirs).select_related("school_class")
    theirs = at_schools_with(user, Thing.DECIDE, today, "concern__school")
    far = apart(user, today, "concern__pupil")
    children = Handlingsplan1c.objects.filter(near, theirs, far).select_related("concern__pupil")
    rows = list(children.order_by("look_again_on", "pk"))
    known = classes_of({row.concern.pupil_id for row in rows}, today) if rows else {}
    return [
        *[
            _look(plan, plan.school_class.name, _url(plan), today)
            for plan in classes.order_by("look_again_on", "pk")
        ],
        *[
            _look(
                plan,
                whom(plan.concern.pupil, known.get(plan.concern.pupil_id)),
                reverse("cases:concern", args=[plan.concern.public_id]),
                today,
                plan.concern.pupil_id,
            )
            for plan in rows
        ],
    ]


def _in_sight(day: date, today: date) -> Bucket | None:
    """Keep a day that lies after the week on the page: its temporary measures are for now."""
    return Bucket.WEEK if day > end_of_week(today) else None


def _look(
    plan: ClassPlan1c | Handlingsplan1c, who: str, url: str, today: date, pupil_id: int = 0
) -> Task:
    ready = f"Planen var færdig {plain_date(plan.ready_on)}. " if plan.ready_on else ""
    return Task(
        what=f"Se, om handlingsplanen for {who} virker",
        why=f"{ready}Er problemet hørt op, eller skal planen ændres?",
        url=url,
        button="Åbn planen",
        due_on=plan.look_again_on,
        bucket=_in_sight(plan.look_again_on, today) if plan.look_again_on else None,
        names=frozenset({pupil_id} if pupil_id else ()),
    )


def _url(plan: ClassPlan1c) -> str:
    return reverse("cases:class_plan", args=[plan.school_class_id, plan.pk])
