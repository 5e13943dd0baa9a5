"""What the leaders of Fjordby decided in the past weeks, so that the lists hold what is left."""

from collections.abc import Iterator
from datetime import date, timedelta

from absence import actions
from absence.models import Flag, FlagDecision
from cases.models import Case
from kiss.demo.telling import as_user
from law.calendar import Calendar
from schools.calendars import Calendars
from schools.models import Pupil, TeamMember, User

Kind = FlagDecision.Kind
# The school days, counted back from the last one, on which the leaders went through the list.
REVIEWS = (45, 30, 20, 11, 5, 2)
# Of the last review every twelfth pupil has not been reached.
LEFT_OVER = 12

CONTACT_ONLY = (
    "Ringede hjem samme dag. Forældrene havde glemt at give besked.",
    "Talte med mor. Han havde været til tandlæge, og det bliver rettet i registreringen.",
    "Ringede hjem. Hun var gået før sidste time, og det er aftalt, at hun siger til.",
    "Fik fat i far. De var blevet en dag længere hos bedsteforældrene.",
)
SEEN = (
    "Influenza i november. Er tilbage og har det godt.",
    "Brækket arm. Lærerne sender opgaver hjem.",
    "Ferie med tilladelse og en uge med feber. Klasseteamet er ikke bekymret.",
    "Kendt forløb hos lægen. Forældrene giver besked hver gang.",
)
LOOK_AGAIN = (
    "Flere enkelte dage. Vi ser, om det bliver bedre efter samtalen med klasselæreren.",
    "Klasseteamet taler med ham om morgenerne først.",
)
TALK = (
    ("klasseteamet", "Er det bestemte timer? Teamet holder øje i to uger."),
    ("forældrene", "Aftalt samtale i næste uge."),
    ("eleven selv", "Kontaktlæreren tager en gåtur med hende."),
)


def close_the_year(leaders: dict[int, User], day: date) -> None:
    """Let the leaders have decided about all of last year's flags before the holidays."""
    for school_id, leader in leaders.items():
        with as_user(leader):
            for pupil, _ in _waiting(school_id):
                actions.decide(
                    pupil,
                    kind=Kind.NO_ACTION,
                    reason="Skoleåret er slut. Det nye klasseteam ved, hvem de holder øje med.",
                    talk_with="",
                    look_again_on=None,
                    case=None,
                    on=day,
                    by=leader,
                )


def review(
    leaders: dict[int, User], cases: list[Case], keep: set[int], *, day: date, is_last: bool
) -> None:
    """Let the clock and the leaders do their work on a day.

    `leaders` are by school, and `keep` are the pupils whose flags a story needs undecided. In the
    last review some pupils are left over.
    """
    actions.scan(day)
    calendar = Calendars.load().municipality().calendar
    for case in cases:
        if case.opened_on <= day:
            _decide_by_case(case, day, leaders[case.school_id])
    for school_id, leader in leaders.items():
        with as_user(leader):
            for pupil, rules in _waiting(school_id):
                left_over = is_last and _number(pupil) % LEFT_OVER == 0
                if pupil.pk not in keep and not left_over:
                    _decide(pupil, rules, day, leader, calendar)


def _decide_by_case(case: Case, day: date, leader: User) -> None:
    """Let the flags of a child with a case be taken into it, also when its tovholder has left."""
    is_there = TeamMember.objects.in_force(day).filter(user=case.tovholder).exists()
    by = case.tovholder if is_there else leader
    flags = Flag.objects.open() | Flag.objects.coming()
    if case.closed_on or not flags.filter(pupil=case.pupil).exists():
        return
    with as_user(by):
        actions.decide(
            case.pupil,
            kind=Kind.CASE,
            reason="Indgår i sagen.",
            talk_with="",
            look_again_on=None,
            case=case,
            on=day,
            by=by,
        )


def _waiting(school_id: int) -> Iterator[tuple[Pupil, set[str]]]:
    """Return the pupils of a school with open flags, and the rules of these."""
    rules: dict[Pupil, set[str]] = {}
    rows = Flag.objects.open().filter(school_id=school_id).exclude(rule="handlingsplan-1c")
    for flag in rows.select_related("pupil").order_by("pupil__elev_id", "pk"):
        rules.setdefault(flag.pupil, set()).add(flag.rule)
    yield from rules.items()


def _decide(pupil: Pupil, rules: set[str], day: date, by: User, calendar: Calendar) -> FlagDecision:
    number = _number(pupil) + day.toordinal()
    kind, reason, talk_with, look_again_on = Kind.NO_ACTION, SEEN[number % len(SEEN)], "", None
    if rules == {"ulovligt-kontakt"}:
        reason = CONTACT_ONLY[number % len(CONTACT_ONLY)]
    elif number % 6 == 0:
        kind, reason = Kind.LOOK_AGAIN, LOOK_AGAIN[number % len(LOOK_AGAIN)]
        look_again_on = calendar.next_school_day(day + timedelta(days=6 + number % 14))
    elif number % 11 == 0:
        kind = Kind.TALK
        talk_with, reason = TALK[number % len(TALK)]
    return actions.decide(
        pupil,
        kind=kind,
        reason=reason,
        talk_with=talk_with,
        look_again_on=look_again_on,
        case=None,
        on=day,
        by=by,
    )


def _number(pupil: Pupil) -> int:
    """Return a number that spreads pupils evenly, the same each time."""
    return int(pupil.elev_id) // 3
