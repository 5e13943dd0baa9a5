"""Situations with names: plain functions that make what a test needs, and nothing else.

Everybody here is invented and marked DEMO in their e-mail address.
"""

from datetime import date, datetime, timedelta
from hashlib import sha256
from itertools import count
from typing import Any

from django.utils import timezone

from absence.models import Import, Mark, MarkCategory
from cases.actions import (
    GivenInput,
    attach,
    begin_class_plan,
    fill_tool,
    make_underretning,
    note_consent,
)
from cases.models import Attachment, Case, ClassPlan1c, Consent, ToolEntry, Underretning
from cases.permissions import remember, sync
from cases.phases import Element
from kiss.lib.models import create_kept
from kiss.lib.received.kinds import KINDS
from kiss.lib.received.receiving import Received
from schools.models import (
    Closure,
    CustodyHolder,
    Enrolment,
    KomISkoleTeam,
    Lookup,
    Membership,
    Municipality,
    Pupil,
    School,
    SchoolClass,
    TeamMember,
    User,
)
from schools.roles import Role

_number = count(1)

YEAR_START = date(2026, 8, 1)
# What the paper of an underretning reads, with nothing in it.
EMPTY_LETTER = {
    **dict.fromkeys(("sender", "mark", "recipient", "made", "signed", "corrects", "hearing"), ""),
    **dict.fromkeys(("no_child_words", "parents_view", "no_parents_view"), ""),
    **dict.fromkeys(("absence", "contacts", "plan")),
    "ground": {"title": "", "says": "", "is_verified": False, "note": ""},
    "facts": [],
    "words": [],
    "informed": [],
}
# Fjordby's school-free periods in 2026/27: 201 school days for most pupils.
HOLIDAYS_2026 = (
    (date(2026, 6, 27), date(2026, 8, 9), "Sommerferie"),
    (date(2026, 10, 10), date(2026, 10, 18), "Efterårsferie"),
    (date(2026, 12, 19), date(2027, 1, 3), "Juleferie"),
    (date(2027, 2, 13), date(2027, 2, 21), "Vinterferie"),
    (date(2027, 3, 20), date(2027, 3, 29), "Påskeferie"),
    (date(2027, 5, 7), date(2027, 5, 7), "Dagen efter Kr. himmelfart"),
    (date(2027, 6, 26), date(2027, 8, 8), "Sommerferie"),
)


def make_municipality(name: str = "Fjordby Kommune") -> Municipality:
    """The one municipality."""
    return Municipality.objects.first() or Municipality.objects.create(name=name, is_demo=True)


def make_school(name: str = "Sydhavnsskolen", **fields: Any) -> School:
    """A school with its Kom i skole team."""
    make_municipality()
    fields.setdefault("institution_number", f"{(999000 + next(_number)) % 1_000_000:06d}")
    school = School.objects.create(name=name, **fields)
    KomISkoleTeam.objects.create(school=school)
    return school


def make_holidays() -> list[Closure]:
    """The school-free periods of 2026/27 for the whole municipality."""
    rows = [
        Closure(starts_on=first, ends_on=last, title=title) for first, last, title in HOLIDAYS_2026
    ]
    return create_kept(rows, by=None, reason="")


def make_class(school: School, grade: int = 6, letter: str = "B", year: int = 2026) -> SchoolClass:
    """A class; the same one if it exists."""
    found = SchoolClass.objects.filter(
        school=school, grade=grade, letter=letter, school_year=year
    ).first()
    return found or SchoolClass.objects.create(
        school=school, grade=grade, letter=letter, school_year=year
    )


def make_pupil(
    school_class: SchoolClass,
    first_name: str = "Asta",
    last_name: str = "Lund Krogh",
    *,
    since: date | None = None,
    parents: int = 1,
    **fields: Any,
) -> Pupil:
    """A pupil enrolled since 1 August of the class's school year."""
    fields.setdefault("elev_id", f"{7000000 + next(_number)}")
    fields.setdefault("birth_date", date(2014, 5, 4))
    pupil = Pupil.objects.create(first_name=first_name, last_name=last_name, **fields)
    Enrolment.objects.create(
        pupil=pupil,
        school_class=school_class,
        starts_on=since or date(school_class.school_year, 8, 1),
    )
    for number in range(parents):
        CustodyHolder.objects.create(
            pupil=pupil,
            name=f"{['Camilla', 'Jonas'][number]} {last_name}",
            relation=["mor", "far"][number],
            phone="00 00 00 0" + str(number),
        )
    return pupil


def make_user(name: str = "Tove Tovholder", **fields: Any) -> User:
    """Somebody with no role yet."""
    fields.setdefault("email", f"person{next(_number)}@demo.invalid")
    return User.objects.create_user(name=name, **fields)


def give(
    user: User,
    role: Role,
    school: School | None = None,
    *,
    school_class: SchoolClass | None = None,
    since: date = YEAR_START,
    until: date | None = None,
) -> Membership:
    """Give a user a role at a place."""
    if role == Role.AD_HOC:
        until = until or since + timedelta(days=200)
    return Membership.objects.create(
        user=user,
        role=role,
        school=school,
        school_class=school_class,
        starts_on=since,
        ends_on=until,
    )


def make_leader(school: School, name: str = "Sanne Skoleleder") -> User:
    """The school leader."""
    user = make_user(name)
    give(user, Role.SKOLELEDER, school)
    return user


def make_tovholder(school: School, name: str = "Tove Tovholder") -> User:
    """A leader in the school's Kom i skole team: may be tovholder."""
    user = make_user(name, phone="00 00 00 12")
    give(user, Role.TOVHOLDER, school)
    TeamMember.objects.create(
        team=school.team,
        user=user,
        function=TeamMember.Function.LEDELSE,
        starts_on=YEAR_START,
    )
    return user


def make_case(pupil: Pupil, tovholder: User, *, on: date = date(2026, 11, 2)) -> Case:
    """An open case with its grants."""
    goes = pupil.enrolments.order_by("-starts_on").select_related("school_class__school")
    school = goes.first().school_class.school
    case = Case.objects.create(
        number=f"26-{next(_number):04d}",
        pupil=pupil,
        school=school,
        tovholder=tovholder,
        opened_on=on,
        opened_because="Fraværet er steget siden sommerferien.",
        focus=Element.AFDAEKNING,
    )
    sync(case)
    return case


def fill(case: Case, **given: Any) -> ToolEntry:
    """De tre huse as filled in with the child on 23 November, by the case's tovholder."""
    values = {
        "tool": "tre-huse",
        "angle": "barn",
        "done_on": date(2026, 11, 23),
        "done_by": "Jonas Lærer",
        "with_whom": "Asta",
        "answers": {"godt": "Idræt med Liva.", "svaert": "Mandag morgen."},
        "may_be_shared": False,
        "on": date(2026, 11, 23),
        "by": case.tovholder,
    }
    return fill_tool(case, **values | given)


def lay(case: Case, text: str = "Kære skole.", **given: Any) -> Attachment:
    """A file on a case, as it is after it was looked at: laid by its tovholder on 23 November."""
    content = text.encode()
    today = date(2026, 11, 23)
    values = {
        "received": Received(KINDS["txt"], content, sha256(content).hexdigest()),
        "kind": "brev",
        "title": "Brev fra lægen",
        "dated_on": today - timedelta(days=3),
        "is_restricted": False,
        "on": today,
        "by": case.tovholder,
    }
    return attach(case, **{**values, **given})


def consent(case: Case, **given: Any) -> Consent:
    """A consent that everybody with custody has given on 23 November, until the end of July."""
    today = given.pop("on", date(2026, 11, 23))
    parents = case.pupil.custody_holders.filter(has_custody=True).order_by("pk")
    values = {
        "information": "Fraværet og handleplanen.",
        "recipient": "PPR",
        "purpose": "At PPR kan rådgive skolen.",
        "ends_on": date(2027, 7, 31),
        "given": [
            GivenInput(key=str(parent.pk), given_on=today, form="skriftlig") for parent in parents
        ],
        "by": case.tovholder,
    }
    return note_consent(case, on=today, **{**values, **given})


def plan_for_class(school_class: SchoolClass, **given: Any) -> ClassPlan1c:
    """The statutory plan of a class, begun on 16 November."""
    values = {
        "informed_on": date(2026, 11, 16),
        "informed_by": "Klasselæreren",
        "informed_from": "en elev",
        "on": date(2026, 11, 23),
    }
    return begin_class_plan(school_class, **{**values, **given})


def notify(case: Case, **given: Any) -> Underretning:
    """An underretning that the tovholder of a case has locked on 23 November; not sent."""
    text = {"observation": "Set.", "assessment": "Vurderet."}
    content = {**EMPTY_LETTER, **text, **given.pop("content", {})}
    values = {
        "ground": "saerlig-stoette",
        "recipient": "Familieafdelingen",
        "words": [],
        "paper": b"%PDF-1.7 DEMO",
        "corrects": None,
        "on": date(2026, 11, 23),
        "by": case.tovholder,
    }
    return make_underretning(case, content=content, **{**values, **given})


def make_import(**fields: Any) -> Import:
    """A delivery that has been read in."""
    fields.setdefault("kind", "fravaer")
    fields.setdefault("status", Import.Status.DONE)
    return Import.objects.create(**fields)


def mark(
    pupil: Pupil,
    day: date,
    category: MarkCategory = MarkCategory.ULO,
    *,
    slot: int = 1,
    halves: int = 2,
    source: Import | None = None,
) -> Mark:
    """One mark, as an import would have written it (a whole day in 0.-6. unless said)."""
    enrolment = pupil.enrolments.order_by("-starts_on").first()
    return Mark.objects.create(
        pupil=pupil,
        day=day,
        slot=slot,
        category=category,
        halves=halves,
        school=enrolment.school_class.school,
        source=source or make_import(first_day=day, last_day=day),
        changed_at=timezone.now(),
    )


def look(user: User, pupil: Pupil, at: datetime, **fields: Any) -> Lookup:
    """A look-up at a given moment: the door of the tests to old rows, which nobody can change."""
    fields = {"page": "cases:detail", "purpose": "Åbnede sagen"} | fields
    remember(user, [pupil.pk], at=at, **fields)
    return Lookup.objects.latest("pk")


def make_many_pupils(school_class: SchoolClass, number: int) -> list[Pupil]:
    """Many pupils at once, for tests of growth."""
    pupils = create_kept(
        [
            Pupil(elev_id=f"{8000000 + next(_number)}", first_name=f"Barn{i}", last_name="Demo")
            for i in range(number)
        ],
        by=None,
        reason="test",
    )
    create_kept(
        [Enrolment(pupil=p, school_class=school_class, starts_on=YEAR_START) for p in pupils],
        by=None,
        reason="test",
    )
    return pupils
