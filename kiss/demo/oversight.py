"""What was looked at in Fjordby lately, what was asked about it, and who may not look.

The readers are people one cannot log in as, so that "I dag" of the others begins with today.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from django.utils.timezone import make_aware

from cases import actions
from cases.alarms import Limits
from cases.permissions import remember
from kiss.demo.telling import Days, as_user, written_at
from schools.actions import sealing
from schools.models import Pupil, School, User

SEALED_DAYS = 8
LIMITS = Limits(
    in_an_hour=60, in_ten_minutes=25, evening_hour=22, morning_hour=6, cases_without_task=1
)
# Who reads, the school's number, and how many of its pupils a day.
READERS = (
    ("mogens@demo.invalid", "999103", 5),
    ("anja@demo.invalid", "999103", 3),
    ("ulla@demo.invalid", "999104", 4),
)
CONTROLLER = "dorthe@demo.invalid"
# The one who read late, how many school days ago.
LATE = ("ulla@demo.invalid", "999104", 2)
PURPOSES = ("Elevens fravær", "Stillingtagen til flag", "Elevens fravær", "Kontakt med hjemmet")
NOTES = (
    ("berettiget", ""),
    ("berettiget", "Mogens gennemgik listen med klasselæreren."),
    ("berettiget", ""),
    ("uklart", "Anja husker ikke samtalen. Vi har talt om at skrive den i kontakten."),
    ("berettiget", ""),
)


# Whose class the neighbour's child goes in, and how many school days ago it was said.
NEAR = ("jonas@demo.invalid", 24)
NEAR_NOTE = "Vores familier er naboer og spiser tit sammen."


def say_who_is_near(days: Days, people: Mapping[str, User]) -> None:
    """Let a teacher have said that a child of the class, who is in no story, is a neighbour's."""
    email, ago = NEAR
    on, teacher = days.back(ago), people[email]
    klasse = teacher.memberships.exclude(school_class=None).get().school_class
    with as_user(teacher), written_at(on, time(13, 5)):
        pupil = (
            Pupil.objects.filter(
                enrolments__school_class=klasse, flags=None, cases=None, custody_holders=None
            )
            .order_by("sort_key", "pk")
            .first()
        )
        if pupil:
            actions.declare_relation(pupil, kind="naer", note=NEAR_NOTE, on=on, by=teacher)


def look_around(
    today: date, days: Days, people: Mapping[str, User], schools: Mapping[str, School]
) -> None:
    """Let some people look at pupils on the last school days, seal each day, and ask about it."""
    pupils = {
        number: list(
            Pupil.objects.filter(enrolments__school_class__school=schools[number])
            .distinct()
            .order_by("pk")[:40]
        )
        for number in {number for _, number, _ in READERS}
    }
    for ago in range(SEALED_DAYS - 1, -1, -1):
        day = days.back(ago)
        for email, number, count in READERS:
            _read(people[email], pupils[number], count, day, ago)
        if ago == LATE[2]:
            remember(
                people[LATE[0]],
                [pupils[LATE[1]][0].pk, pupils[LATE[1]][1].pk],
                at=_at(day, 22, 47),
                page="absence:list",
                purpose="Søgning efter elev",
                search="mad",
                method="POST",
                in_list=True,
            )
        sealing.seal(now=_at(day, 23, 30))
    actions.watch(today=today, limits=LIMITS)
    _draw(days, people[CONTROLLER])


def _read(user: User, pupils: Sequence[Pupil], count: int, day: date, ago: int) -> None:
    for number in range(count):
        remember(
            user,
            [pupils[(ago * 7 + number * 3) % len(pupils)].pk],
            at=_at(day, 8 + number, 12 + ago),
            page="absence:pupil",
            purpose=PURPOSES[(ago + number) % len(PURPOSES)],
        )


def _draw(days: Days, by: User) -> None:
    drawn_at = _at(days.back(0), 13, 20)
    with as_user(by):
        control = actions.draw_control(
            starts_on=days.back(SEALED_DAYS - 1),
            ends_on=days.back(1),
            size=len(NOTES),
            at=drawn_at,
            by=by,
        )
        for row, (verdict, note) in zip(control.lookups.order_by("position"), NOTES, strict=True):
            at = drawn_at + timedelta(minutes=6 * row.position)
            actions.answer_controlled(row, verdict=verdict, note=note, at=at, by=by)


def _at(day: date, hour: int, minute: int) -> datetime:
    return make_aware(datetime.combine(day, time(hour, minute)))
