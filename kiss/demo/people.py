"""The people of Fjordby: their roles, and the Kom i skole team of each school."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from django.contrib.auth.models import update_last_login
from django.utils.timezone import make_aware

from kiss.demo.telling import as_user, written_at
from kiss.personas import DEMO_PASSWORD, PERSONAS
from schools import actions
from schools.models import School, SchoolClass, TeamMember, User
from schools.roles import Role

Function = TeamMember.Function
PROPOSED_AT: Final = time(13, 20)
CAME_AT: Final = time(7, 40)


@dataclass(frozen=True, slots=True)
class Post:
    """What somebody does at a school: a role, a function in the team, or both."""

    email: str
    school: str
    role: Role | None = None
    function: str = ""
    leads: bool = False
    school_class: str = ""


# People who are in the stories but are nobody to log in as.
OTHERS = (
    ("henrik@demo.invalid", "Henrik Toftegaard", "afdelingsleder", "00 00 00 14"),
    ("amir@demo.invalid", "Amir Rahimi", "pædagog", "00 00 00 15"),
    ("kirsten@demo.invalid", "Kirsten Bøgh", "afdelingsleder", "00 00 00 22"),
    ("mogens@demo.invalid", "Mogens Krag", "skoleleder", "00 00 00 31"),
    ("anja@demo.invalid", "Anja Thygesen", "afdelingsleder", "00 00 00 32"),
    ("freja@demo.invalid", "Freja Mølgaard", "barselsvikar", "00 00 00 16"),
    ("ulla@demo.invalid", "Ulla Brink", "skoleleder", "00 00 00 41"),
)

POSTS = (
    Post("sanne@demo.invalid", "999101", Role.SKOLELEDER, Function.LEDELSE),
    Post("karim@demo.invalid", "999101", Role.TEAMLEDER, Function.LEDELSE, leads=True),
    Post("mette@demo.invalid", "999101", Role.TOVHOLDER, Function.LEDELSE),
    Post("inger@demo.invalid", "999101", Role.TEAMMEDLEM, Function.INKLUSION),
    Post("jonas@demo.invalid", "999101", Role.LAERER, school_class="6.B"),
    Post("amir@demo.invalid", "999101", Role.LAERER, school_class="2.C"),
    Post("pernille@demo.invalid", "999101", Role.PPR, Function.PPR),
    Post("birgitte@demo.invalid", "999101", Role.SOCIALRAADGIVER, Function.SOCIALRAADGIVER),
    Post("torben@demo.invalid", "999102", Role.SKOLELEDER, Function.LEDELSE, leads=True),
    Post("kirsten@demo.invalid", "999102", Role.TOVHOLDER, Function.LEDELSE),
    Post("mogens@demo.invalid", "999103", Role.SKOLELEDER, Function.LEDELSE, leads=True),
    Post("anja@demo.invalid", "999103", Role.TOVHOLDER, Function.LEDELSE),
    Post("ulla@demo.invalid", "999104", Role.TEAMLEDER, Function.LEDELSE, leads=True),
    Post("lone@demo.invalid", "", Role.FORVALTNING),
    Post("adam@demo.invalid", "", Role.ADMINISTRATOR),
    Post("dorthe@demo.invalid", "", Role.DPO),
)


def add_people() -> dict[str, User]:
    """Make everybody, by e-mail address. The personas share one password, said openly."""
    people = {}
    for number, persona in enumerate(PERSONAS, 1):
        people[persona.email] = actions.add_user(
            email=persona.email,
            name=persona.name,
            title=persona.title.split(",")[0],
            phone=f"00 00 01 {number:02d}",
            password=DEMO_PASSWORD,
        )
    for email, name, title, phone in OTHERS:
        people[email] = actions.add_user(email=email, name=name, title=title, phone=phone)
    return people


def let_come(people: dict[str, User], days: Sequence[date]) -> None:
    """Let everybody have logged in on one of some days, the newest first."""
    for number, user in enumerate(people.values()):
        with written_at(days[number % len(days)], CAME_AT):
            update_last_login(type(user), user)


def give_posts(people: dict[str, User], schools: dict[str, School], *, since: date) -> None:
    """Give everybody their roles and seats in the teams, from a day on."""
    teams = {number: actions.start_team(school) for number, school in schools.items()}
    for post in POSTS:
        school = schools.get(post.school)
        if post.role:
            actions.give_role(
                people[post.email],
                role=post.role,
                school=school,
                school_class=_class(school, post.school_class),
                starts_on=since,
            )
        if post.function:
            actions.add_team_member(
                teams[post.school],
                user=people[post.email],
                function=post.function,
                leads=post.leads,
                starts_on=since,
            )


def seat_leaver(
    email: str, people: dict[str, User], school: School, *, since: date, left: date
) -> None:
    """Seat somebody who has since left: their case is without tovholder from that day."""
    actions.give_role(
        people[email], role=Role.TOVHOLDER, school=school, starts_on=since, ends_on=left
    )
    actions.add_team_member(
        school.team,
        user=people[email],
        function=Function.LEDELSE,
        leads=False,
        starts_on=since,
        ends_on=left,
    )


def lend(email: str, people: dict[str, User], school: School, *, since: date, until: date) -> None:
    """Let somebody stand in for a teacher: their role has an end."""
    actions.give_role(
        people[email],
        role=Role.LAERER,
        school=school,
        school_class=_class(school, "4.B"),
        starts_on=since,
        ends_on=until,
    )


def propose_administrator(people: dict[str, User], day: date) -> None:
    """Let the administrator propose a second one; another person is to confirm it."""
    adam = people["adam@demo.invalid"]
    with as_user(adam), written_at(day, PROPOSED_AT):
        actions.appoint(
            email="vibeke@demo.invalid",
            name="Vibeke Rosenlund",
            title="systemejer",
            phone="",
            role=Role.ADMINISTRATOR,
            school=None,
            starts_on=day,
            ends_on=None,
            on=day,
            at=make_aware(datetime.combine(day, PROPOSED_AT)),
            by=adam,
        )


def _class(school: School | None, name: str) -> SchoolClass | None:
    if not school or not name:
        return None
    grade, letter = name.split(".")
    return school.classes.filter(grade=grade, letter=letter).latest("school_year")
