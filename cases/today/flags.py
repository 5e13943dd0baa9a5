"""Flags as tasks: one line per pupil and rule, and one line for all that have no deadline."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from django.urls import reverse

from absence.models import Flag, FlagDecision
from absence.overview import Calls, whom
from absence.sentences import Tag, is_duty, promised_on, rule_tags, weight_of, what_to_do, why
from cases.today.task import ONE_DAY, Bucket, Task, in_words
from kiss.lib.text import plural, short_date, weekday_date
from law.danish import WEEKDAYS, sentence
from law.figures import Figures
from law.verdicts import RuleKey
from schools.models import Pupil, SchoolClass

LAST_WEEK = timedelta(days=7)
# Said together in one line: a school has many of them and no day to keep.
TOGETHER = {
    RuleKey.TOTAL_OVER_10: "med samlet fravær over grænsen",
    RuleKey.LAEGEATTEST: "der har været syge i mere end to uger",
    RuleKey.AGREEMENT_2026: "med så meget fravær, som aftalen fra 2026 nævner",
}
BUTTONS = {
    RuleKey.UNLAWFUL_CONTACT: "Notér opkald",
    RuleKey.UNLAWFUL_10: "Se grundlaget",
    RuleKey.UNLAWFUL_15: "Se grundlaget",
}


def flag_tasks(
    flags: Iterable[Flag],
    classes: Mapping[int, SchoolClass],
    calls: Mapping[int, Calls],
    figures: Figures,
    today: date,
) -> list[Task]:
    """Turn waiting flags into tasks.

    Handlingsplaner efter § 1 c are left out: they have a task of their own, from the plan itself.
    So are flags that are back because somebody promised to look again: `look_again_tasks`.
    """
    single: dict[tuple[int, str], list[Flag]] = defaultdict(list)
    together: dict[str, list[Flag]] = defaultdict(list)
    for flag in flags:
        if flag.rule == RuleKey.HANDLINGSPLAN_1C or promised_on(flag):
            continue
        if flag.due_on is not None:
            single[flag.pupil_id, flag.rule].append(flag)
        else:
            together[flag.rule].append(flag)
    tasks = [
        _task(found, classes.get(pupil_id), calls.get(pupil_id, Calls()), figures, today)
        for (pupil_id, _), found in single.items()
    ]
    return tasks + [_together(key, found) for key, found in together.items()]


def _task(
    flags: list[Flag], school_class: SchoolClass | None, calls: Calls, figures: Figures, today: date
) -> Task:
    # Several spells of unlawful absence are one phone call; the oldest one says when it was due.
    first = min(flags, key=lambda flag: (flag.due_on or date.max, flag.effective_on))
    newest = max(flags, key=lambda flag: flag.effective_on)
    who = whom(first.pupil, school_class)
    if all(flag.status == Flag.Status.COMING for flag in flags):
        return _coming(newest, who, figures)
    reached = calls.reached_since(first.effective_on)
    called = first.rule == RuleKey.UNLAWFUL_CONTACT and reached is not None
    return Task(
        what=f"Tag stilling til det ulovlige fravær hos {who}"
        if called
        else what_to_do(first.rule, who),
        why=" ".join(
            [
                why(newest, figures),
                *_spells(flags),
                *_calls(first, calls, reached, today),
            ]
        ),
        url=_pupil_url(first.pupil, "afgoer" if called else _place(first.rule)),
        button="Tag stilling" if called else BUTTONS.get(RuleKey(first.rule), "Tag stilling"),
        due_on=first.due_on,
        tags=rule_tags(first.rule),
        is_statutory=is_duty(first.rule),
        weight=weight_of(first.rule),
        names=frozenset({first.pupil_id}),
    )


def _coming(flag: Flag, who: str, figures: Figures) -> Task:
    return Task(
        what=f"Hold øje med {who}",
        why=f"{why(flag, figures)} Den nås, hvis eleven ikke kommer i skole inden.",
        url=_pupil_url(flag.pupil),
        button="Se fraværet",
        due_on=flag.due_on,
        tags=(Tag("på vej", "intern"), *rule_tags(flag.rule)),
        is_statutory=is_duty(flag.rule),
        weight=weight_of(flag.rule),
        names=frozenset({flag.pupil_id}),
    )


def _together(key: str, flags: list[Flag]) -> Task:
    number = len({flag.pupil_id for flag in flags})
    fresh = len({flag.pupil_id for flag in flags if flag.status == Flag.Status.NEW})
    pupils = plural(number, "elev", "elever")
    new = f"{sentence(in_words(fresh))} {'er ny' if fresh == 1 else 'er nye'}. " if fresh else ""
    return Task(
        what=f"Tag stilling til {pupils} {TOGETHER[RuleKey(key)]}",
        why=f"{new}Listen bliver kun kortere, når nogen tager stilling.",
        url=f"{reverse('absence:list')}?regel={key}",
        button="Åbn listen",
        bucket=Bucket.WEEK if fresh else Bucket.LATER,
        due="Til næste datamøde" if key == RuleKey.TOTAL_OVER_10 else "Når det passer",
        tags=rule_tags(key),
    )


def _spells(flags: list[Flag]) -> list[str]:
    return [f"{plural(len(flags), 'forløb', 'forløb')} venter på kontakt."] if flags[1:] else []


def _calls(flag: Flag, calls: Calls, reached: date | None, today: date) -> list[str]:
    if reached:
        return [f"Hjemmet er kontaktet {weekday_date(reached)}."]
    tried = calls.unanswered_since(flag.effective_on)
    if not tried:
        return []
    number = plural(len(tried), "opkald", "opkald")
    return [f"{number} uden svar, senest {near_day(tried[-1], today)}."]


def near_day(day: date, today: date) -> str:
    """Return a day as one says it: "i dag", "i går", "torsdag", or "12. okt." when long ago."""
    if day in (today, today - ONE_DAY):
        return "i dag" if day == today else "i går"
    if today - LAST_WEEK < day < today:
        return WEEKDAYS[day.weekday()]
    return short_date(day)


def _place(key: str) -> str:
    return "opkald" if key == RuleKey.UNLAWFUL_CONTACT else ""


def _pupil_url(pupil: Pupil, anchor: str = "") -> str:
    url = reverse("absence:pupil", args=[pupil.public_id])
    return f"{url}#{anchor}" if anchor else url


def look_again_tasks(
    decisions: Iterable[FlagDecision],
    flags: Iterable[Flag],
    classes: Mapping[int, SchoolClass],
    today: date,
) -> list[Task]:
    """Turn "kig igen den …" into tasks on that day; each pupil's newest decision is given.

    The day after, only those whose flags came back are left: of the others nothing waits.
    """
    back = {flag.pupil_id for flag in flags if promised_on(flag)}
    return [
        Task(
            what=f"Kig igen på {whom(row.pupil, classes.get(row.pupil_id))}",
            why=_agreed(row, back, today),
            url=_pupil_url(row.pupil),
            button="Kig igen",
            due_on=row.look_again_on,
            due_note="aftalt af jer selv",
            names=frozenset({row.pupil_id}),
        )
        for row in decisions
        if row.look_again_on and (row.pupil_id in back or row.look_again_on >= today)
    ]


def talk_tasks(
    decisions: Iterable[FlagDecision], classes: Mapping[int, SchoolClass], today: date
) -> list[Task]:
    """Turn "tal med …" into lines that wait on others; each pupil's newest decision is given."""
    return [
        Task(
            what=f"Hør, hvad der kom ud af at tale om {whom(row.pupil, classes.get(row.pupil_id))}",
            why=f"Aftalt: tal med {row.talk_with}. Linjen er væk, når samtalen er noteret.",
            url=_pupil_url(row.pupil, "opkald"),
            button="Notér samtalen",
            bucket=Bucket.WAITING,
            due=near_day(row.decided_on, today).capitalize(),
            due_note="blev det besluttet",
            names=frozenset({row.pupil_id}),
        )
        for row in decisions
        if row.kind == FlagDecision.Kind.TALK
    ]


def _agreed(row: FlagDecision, back: Collection[int], today: date) -> str:
    reason = f" {row.reason}" if row.reason else ""
    gone = row.look_again_on == today and row.pupil_id not in back
    calm = " Fraværet når ikke længere nogen grænse." if gone else ""
    return f"{row.by} besluttede det {weekday_date(row.decided_on)}.{reason}{calm}"
