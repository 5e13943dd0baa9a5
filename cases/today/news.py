"""What has happened since the last visit, one line per case or pupil."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.urls import reverse
from django.utils.timezone import get_default_timezone

from absence.models import Flag
from absence.overview import whom
from absence.sentences import SHORT_TITLES
from cases.models import Case, Event
from cases.timeline import sentence as event_sentence
from cases.today.flags import near_day
from cases.today.task import Bucket, Task
from kiss.lib.text import join_and, plural
from law.danish import sentence
from law.verdicts import RuleKey
from schools.models import SchoolClass

SENTENCES_SHOWN = 2
PUPILS_SHOWN = 3


def news_tasks(
    events: Iterable[Event],
    fallen: Iterable[Flag],
    classes: Mapping[int, SchoolClass],
    today: date,
) -> list[Task]:
    """Return what others wrote in the user's cases, and the flags that fell away.

    `events` come newest first. Flags that were raised are not here: they stand among the tasks.
    """
    by_case: dict[Case, list[Event]] = defaultdict(list)
    for event in events:
        if event.case:
            by_case[event.case].append(event)
    by_pupil: dict[int, list[Flag]] = defaultdict(list)
    for flag in fallen:
        by_pupil[flag.pupil_id].append(flag)
    tasks = [_case_news(case, found, classes, today) for case, found in by_case.items()]
    if len(by_pupil) > PUPILS_SHOWN:
        return [*tasks, _all_fallen(len(by_pupil))]
    return tasks + [_fallen(found, classes, today) for found in by_pupil.values()]


def _case_news(
    case: Case, events: list[Event], classes: Mapping[int, SchoolClass], today: date
) -> Task:
    newest = events[0]
    said = list(dict.fromkeys(event_sentence(event) for event in events))
    more = len(said) - SENTENCES_SHOWN
    rest = f" Og {plural(more, 'ting', 'ting')} mere." if more > 0 else ""
    people = join_and(sorted({event.by.name for event in events}))
    when = newest.at.astimezone(get_default_timezone()).date()
    return Task(
        what=f"Se, hvad der er sket i sagen om {whom(case.pupil, classes.get(case.pupil_id))}",
        why=f"{'. '.join(said[:SENTENCES_SHOWN])}.{rest}",
        url=reverse("cases:detail", args=[case.public_id]),
        button="Åbn sagen",
        bucket=Bucket.NEWS,
        due=sentence(near_day(when, today)),
        due_note=f"af {people}",
        names=frozenset({case.pupil_id}),
    )


def _fallen(flags: list[Flag], classes: Mapping[int, SchoolClass], today: date) -> Task:
    newest = flags[0]
    when = newest.withdrawn_on or today
    which = join_and(dict.fromkeys(SHORT_TITLES[RuleKey(flag.rule)].lower() for flag in flags))
    return Task(
        what=f"Se, hvad der er bortfaldet for {whom(newest.pupil, classes.get(newest.pupil_id))}",
        why=f"{sentence(which)}: {newest.withdrawn_because}",
        url=reverse("absence:pupil", args=[newest.pupil.public_id]),
        button="Se eleven",
        bucket=Bucket.NEWS,
        due=sentence(near_day(when, today)),
        due_note="tallene bærer ikke længere flaget",
        names=frozenset({newest.pupil_id}),
    )


def _all_fallen(pupils: int) -> Task:
    return Task(
        what=f"Se listen igen: flag på {plural(pupils, 'elev', 'elever')} er bortfaldet",
        why="Tallene er rettet, eller forløbet er slut. Grunden står på hver elevs side.",
        url=reverse("absence:list"),
        button="Åbn listen",
        bucket=Bucket.NEWS,
    )
