"""Builds Fjordby Kommune from nothing, with the product's own actions."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

from django.db import transaction
from django.utils import timezone

from absence import actions as absence_actions
from absence.actions.imports import read_in
from cases import actions as case_actions
from cases.models import Case, Concern
from cases.permissions import note_list
from kiss.demo import calendar, decisions, files, people, places
from kiss.demo.agreed import PPR, agree, write_down
from kiss.demo.asked import ask_around
from kiss.demo.cast import CAST, PROTECTED, WITH_CPR
from kiss.demo.communities import describe_classes, plan_for_class
from kiss.demo.emergency import open_in_emergencies
from kiss.demo.handed import hand_on
from kiss.demo.marks import Line
from kiss.demo.notified import notify
from kiss.demo.oversight import look_around, say_who_is_near
from kiss.demo.places import DemoPupil
from kiss.demo.reviewed import go_through
from kiss.demo.set_up import set_up
from kiss.demo.shapes import Worry
from kiss.demo.stories import CONCERN, CONCERN_1C, STORIES
from kiss.demo.telling import Days, Teller, as_user, written_at
from kiss.demo.unsaved import leave_unsaved
from law.calendar import is_workday, subtract_workdays
from law.quarters import school_year as school_year_of
from schools import actions
from schools.calendars import Calendars
from schools.models import Municipality, Pupil, School, StaffReview, User
from schools.terms import quarter_on

NAME = "Fjordby Kommune"
# How many school days ago the former tovholder left the team.
LEFT_AGO = 12
# How many school days ago somebody began to stand in for another, and for how many more days.
LENT_SINCE, LENT_FOR = 40, 8
# So long into the quarter the leaders have confirmed their people.
CONFIRMED_AFTER = timedelta(days=5)
DELIVERED_AT, CALLED_AT = time(5, 40), time(8, 20)
VOICED_AT, REVIEWED_AT = time(12, 5), time(14, 15)
LOOKED_IN_AGO, LOOKED_IN_AT = 3, time(15, 10)
REGULARS = ("sanne@demo.invalid", "karim@demo.invalid", "mette@demo.invalid")
LEADERS = {
    "999101": "sanne@demo.invalid",
    "999102": "torben@demo.invalid",
    "999103": "mogens@demo.invalid",
    "999104": "ulla@demo.invalid",
}
# Children of the cast about whom nobody has decided anything yet, or nothing the last days.
UNDECIDED = ("malthe", "hugo", "olga", "mille", "luna")
UNDECIDED_LATELY = (*UNDECIDED, "noor", "karla")
# Contacts about children who have no case: who, how many school days ago, how it went.
CALLS = (
    ("malthe", 4, "Malthes mor", "intet-svar", ""),
    ("malthe", 2, "Malthes mor", "intet-svar", ""),
    ("noor", 8, "Noors far", "talt", "Varslet om, hvad 15 procent betyder. Han var overrasket."),
    ("noor", 1, "Noors mor", "talt", "Orienteret om, at skolen skal underrette kommunen."),
)


@dataclass(slots=True)
class Fjordby:
    """The demo as it is built, seen from one day."""

    today: date
    schools: dict[str, School]
    people: dict[str, User]
    days: Days
    pupils: dict[str, Pupil]

    @property
    def first_school(self) -> School:
        """Sydhavnsskolen, where the stories are."""
        return self.schools[places.SCHOOLS[0].number]


def build(today: date) -> None:
    """Make Fjordby as it looks on a day. Raises Refused if there is a municipality already."""
    with transaction.atomic():
        actions.start_municipality(NAME, is_demo=True)
        case_actions.ship_levels()
        case_actions.ship_catalogue()
        fjordby = _begin(today)
        _tell(fjordby)
        set_up(fjordby.days, fjordby.people)
        describe_classes(fjordby.first_school, fjordby.days, fjordby.people)
        plan_for_class(fjordby.first_school, fjordby.days, fjordby.people)
        _live_through(fjordby)
        go_through(fjordby.today, fjordby.people, fjordby.pupils)
        ask_around(fjordby.days, fjordby.people, fjordby.pupils)
        hand_on(fjordby.days, fjordby.people, fjordby.pupils)
        agree(fjordby.today, fjordby.days, fjordby.pupils)
        notify(fjordby.days, fjordby.people, fjordby.pupils)
        say_who_is_near(fjordby.days, fjordby.people)
        _confirm_staff(fjordby)
        leave_unsaved(fjordby.days, fjordby.people, fjordby.pupils)
        people.let_come(fjordby.people, [fjordby.days.back(ago) for ago in range(4)])
        people.propose_administrator(fjordby.people, fjordby.days.back(0))
        open_in_emergencies(fjordby.days, fjordby.people, fjordby.pupils)
        look_around(today, fjordby.days, fjordby.people, fjordby.schools)
        case_actions.find_vacancies(today=today)


def _begin(today: date) -> Fjordby:
    """Make places, people, pupils and two school years of absence."""
    year = school_year_of(today)
    schools = {
        school.number: actions.add_school(
            institution_number=school.number,
            name=school.name,
            kind=school.kind,
            phone="00 00 0" + school.number[-1] + " 00",
            address="Fiktiv Allé " + school.number[-1] + ", 9999 Fjordby",
        )
        for school in places.SCHOOLS
    }
    _close_days(year)
    pupils = files.cast_pupils(year)
    earlier = files.a_year_younger(pupils)
    _enrol(earlier, year - 1)
    _enrol(pupils, year)
    everybody = people.add_people()
    since = date(year - 3, 8, 1)
    days = _days(today)
    people.give_posts(everybody, schools, since=since)
    people.seat_leaver(
        "henrik@demo.invalid",
        everybody,
        schools[places.SCHOOLS[0].number],
        since=since,
        left=days.back(LEFT_AGO),
    )
    people.lend(
        "freja@demo.invalid",
        everybody,
        schools[places.SCHOOLS[0].number],
        since=days.back(LENT_SINCE),
        until=today + timedelta(days=LENT_FOR),
    )
    for delivery in _deliveries(earlier, year - 1, [min(today, date(year, 7, 31))]):
        _read(delivery, date(year, 7, 31))
    keys = {pupil.elev_id: pupil.key for pupil in pupils if pupil.key}
    cast = {keys[row.elev_id]: row for row in Pupil.objects.filter(elev_id__in=keys)}
    phones = (f"00 00 09 {number:02d}" for number in itertools.count(1))
    for part in CAST:
        for name, relation in part.parents:
            phone = next(phones)
            actions.add_custody_holder(
                cast[part.key],
                name=name,
                relation=relation,
                phone=phone,
                is_protected=name in PROTECTED,
            )
    return Fjordby(today, schools, everybody, days, cast)


def _close_days(year: int) -> None:
    lines: list[actions.CalendarLine] = []
    for start in (year - 2, year - 1, year):
        for holiday in calendar.holidays(start):
            grade = holiday.scope.removeprefix("klassetrin ")
            lines.append(
                actions.CalendarLine(
                    number=len(lines) + 1,
                    starts_on=holiday.starts_on,
                    ends_on=holiday.ends_on,
                    title=holiday.title,
                    grade=int(grade) if grade.isdigit() else None,
                )
            )
    actions.import_calendar(lines, by=None)


def _enrol(pupils: list[DemoPupil], year: int) -> None:
    actions.import_register(
        (
            actions.PupilLine(
                number=number,
                institution_number=pupil.school.number,
                elev_id=pupil.elev_id,
                first_name=pupil.first_name,
                last_name=pupil.last_name,
                grade=pupil.grade,
                letter=pupil.letter,
                birth_date=pupil.birth_date,
                cpr=_cpr(pupil),
            )
            for number, pupil in enumerate(pupils, 1)
        ),
        school_year=year,
        on=date(year, 8, 1),
        by=None,
    )


def _cpr(pupil: DemoPupil) -> str:
    """Return a number that nobody can have: its day of the month is above 60."""
    born = pupil.birth_date
    return f"{born.day + 60}{born:%m%y}0000" if pupil.key in WITH_CPR else ""


def _days(today: date) -> Days:
    school_calendar = Calendars.load().municipality().calendar
    yesterday = today - timedelta(days=1)
    return Days(
        past=school_calendar.days(today - timedelta(days=600), yesterday),
        ahead=school_calendar.days(today, today + timedelta(days=200)),
    )


def _deliveries(pupils: list[DemoPupil], year: int, through: list[date]) -> Iterator[list[Line]]:
    """Return a school year's absence in the parts in which it was delivered."""
    calendars = Calendars.load()
    by_grade = {grade: calendars.world_of(None, grade, None).calendar for grade in range(11)}
    lines = files.absence_lines(pupils, by_grade, school_year=year, through=through[-1])
    before = date.min
    for last in through:
        yield [line for line in lines if before < line.day <= last]
        before = last


def _read(lines: list[Line], day: date) -> None:
    if lines:
        with written_at(day, DELIVERED_AT):
            read_in(files.absence_file(lines), today=day, by=None)


def _tell(fjordby: Fjordby) -> None:
    schools = {part.key: part.school for part in CAST}
    for story in STORIES:
        case = Teller(
            story,
            fjordby.pupils[story.key],
            fjordby.schools[schools[story.key]],
            fjordby.people,
            fjordby.days,
        ).tell()
        if story.key == "sofie":
            _let_ppr_in(fjordby, case)
    _voice(fjordby)
    _try_to_call(fjordby)


def _let_ppr_in(fjordby: Fjordby, case: Case) -> None:
    by = fjordby.people["karim@demo.invalid"]
    consent = write_down(case, PPR, today=fjordby.today, days=fjordby.days, by=by)
    with as_user(by), written_at(fjordby.days.back(40), VOICED_AT):
        case_actions.add_participant(
            case,
            user=fjordby.people["pernille@demo.invalid"],
            part="specialpædagogisk konsulent, PPR",
            basis="samtykke",
            basis_note="",
            consent=consent,
            may_write=True,
            starts_on=fjordby.days.back(40),
            ends_on=fjordby.today + timedelta(days=200),
            on=fjordby.days.back(40),
            by=by,
        )


def _voice(fjordby: Fjordby) -> None:
    yesterday = fjordby.days.back(0)
    _concern(fjordby, CONCERN, on=yesterday, informed_on=None)
    # Eight working days ago, so that the plan is due in two.
    working_day = fjordby.today
    while not is_workday(working_day):
        working_day -= timedelta(days=1)
    informed_on = subtract_workdays(working_day, 8)
    concern = _concern(fjordby, CONCERN_1C, on=informed_on, informed_on=informed_on)
    by = fjordby.people[CONCERN_1C.by]
    with as_user(by), written_at(yesterday, VOICED_AT):
        case_actions.save_plan_1c(
            concern.handlingsplan_1c,
            seen=concern.handlingsplan_1c.version,
            temporary_measures=CONCERN_1C.temporary,
            measures="",
            found_on=informed_on,
            informed_by="Sanne, skolens leder",
            informed_from="Milles mor",
            told="Forældrene i 7.A på Aula: at der er flere voksne i pauserne, og at en plan er "
            "på vej.",
            told_on=yesterday,
            on=yesterday,
            by=by,
        )


def _concern(fjordby: Fjordby, told: Worry, *, on: date, informed_on: date | None) -> Concern:
    by = fjordby.people[told.by]
    with as_user(by), written_at(on, VOICED_AT):
        return case_actions.voice_concern(
            fjordby.pupils[told.key],
            school=fjordby.first_school,
            voiced_by="foraelder" if informed_on else "ansat",
            text=told.text,
            signs=list(told.signs),
            talked_with_child=not informed_on,
            talked_with_parents=bool(informed_on),
            talked_with_team=False,
            about_environment=bool(informed_on),
            informed_on=informed_on,
            on=on,
            by=by,
        )


def _try_to_call(fjordby: Fjordby) -> None:
    by = fjordby.people["sanne@demo.invalid"]
    for key, ago, with_whom, outcome, summary in CALLS:
        with as_user(by), written_at(fjordby.days.back(ago), CALLED_AT):
            case_actions.note_contact(
                fjordby.pupils[key],
                case=None,
                with_whom=with_whom,
                channel="telefon",
                outcome=outcome,
                summary=summary,
                on=fjordby.days.back(ago),
                by=by,
            )


def _live_through(fjordby: Fjordby) -> None:
    """Let this school year's files come in, and the leaders decide, until some days ago."""
    leaders = {
        school.pk: fjordby.people[LEADERS[number]] for number, school in fjordby.schools.items()
    }
    cases = list(Case.objects.select_related("pupil", "tovholder").order_by("pk"))
    year = school_year_of(fjordby.today)
    reviews = [fjordby.days.back(ago) for ago in decisions.REVIEWS]
    reviews = [day for day in reviews if day >= date(year, 8, 1)]
    last = fjordby.days.back(0)
    parts = _deliveries(files.cast_pupils(year), year, [*reviews, max(last, date(year, 8, 1))])
    year_ends = date(year, 6, 26)
    with written_at(year_ends, REVIEWED_AT):
        decisions.close_the_year(leaders, year_ends)
    for day, part in zip([*reviews, last], parts, strict=True):
        _read(part, fjordby.today if day == last else day)
        if day in reviews:
            is_last = day == reviews[-1]
            kept = UNDECIDED_LATELY if is_last else UNDECIDED
            keep = {fjordby.pupils[key].pk for key in kept}
            with written_at(day, REVIEWED_AT):
                decisions.review(leaders, cases, keep, day=day, is_last=is_last)
    absence_actions.scan(fjordby.today)
    _look_in(fjordby)


def _look_in(fjordby: Fjordby) -> None:
    """Let some have been here before, so that their page knows what is new since then."""
    seen = [fjordby.pupils[story.key].pk for story in STORIES]
    for email in REGULARS:
        request: Any = SimpleNamespace(
            user=fjordby.people[email],
            resolver_match=SimpleNamespace(view_name="cases:today"),
            method="GET",
        )
        with written_at(fjordby.days.back(LOOKED_IN_AGO), LOOKED_IN_AT):
            note_list(request, pupils=seen[:5], purpose="I dag")
    inger, yesterday = fjordby.people["inger@demo.invalid"], fjordby.days.back(0)
    with as_user(inger), written_at(yesterday, REVIEWED_AT):
        case_actions.write_note(
            Case.objects.get(pupil=fjordby.pupils["asta"], closed_on=None),
            text="Asta og hendes makker spiste sammen i dag. Det var Astas idé.",
            is_restricted=False,
            on=yesterday,
            by=inger,
        )


def _confirm_staff(fjordby: Fjordby) -> None:
    """Let each leader have confirmed the people of the school when the quarter began."""
    asked = quarter_on(fjordby.today)
    actions.open_reviews(today=asked)
    for number, email in LEADERS.items():
        school, by = fjordby.schools[number], fjordby.people[email]
        at = datetime.combine(min(asked + CONFIRMED_AFTER, fjordby.today), REVIEWED_AT)
        if StaffReview.objects.filter(school=school).exists():
            actions.note_confirmed(school, [], on=asked, at=timezone.make_aware(at), by=by)


def is_there() -> bool:
    """Tell whether this installation has a municipality already."""
    return Municipality.objects.exists()
