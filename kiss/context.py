"""What every page shows around its content."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Count, F, Min, OuterRef, QuerySet, Subquery, Value
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from absence.models import Import
from absence.models.imports import ImportKind
from absence.overview import waiting_flags
from cases.models import EmergencyAccess
from cases.permissions import visible_cases
from kiss.lib import overdue
from kiss.lib.sql import Kept, together
from kiss.lib.text import join_and, weekday_date
from kiss.signin.sessions import seconds_left
from schools.holding import Held, held_on
from schools.models import Municipality, School, User
from schools.roles import Role, Scope, Thing

# The menu lines whose count is red.
PRESSING = {"I dag", "Nødadgang"}
_PLACE = Kept(lambda: [Municipality.objects.order_by("pk").values_list("name", "is_demo")[:1]])


@dataclass(frozen=True, slots=True, kw_only=True)
class NavItem:
    """One line of the menu; `late` makes the count red."""

    label: str
    url: str
    current: bool
    count: int = 0
    late: bool = False


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the frame of the page: municipality, menu, hats and how fresh the figures are.

    Each is asked for when a template shows it, and once per request, also when a page is made of
    several templates: a fragment or an error page shows no menu and counts nothing. Before login
    there is nothing but the day.
    """
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"today": timezone.localdate(), **EMPTY}
    if not hasattr(request, "_shell"):
        request._shell = Shell(request, user, timezone.localdate())  # type: ignore[attr-defined]
    frame: Shell = request._shell  # type: ignore[attr-defined]
    return {
        "today": frame.today,
        "nav": lambda: frame.nav,
        "municipality": lambda: frame.place[0],
        "is_demo": lambda: frame.place[1],
        "hats": lambda: hats(frame.held),
        "emergency_url": lambda: frame.emergency_url,
        "freshness": lambda: freshness(frame.counted.data_until),
        "seconds_left": seconds_left(request.session, timezone.now()),
    }


EMPTY: dict[str, Any] = {
    "nav": [],
    "municipality": "",
    "is_demo": False,
    "hats": "",
    "emergency_url": "",
    "freshness": "",
    "seconds_left": 0,
}


class Counted(NamedTuple):
    """What the frame counts, and the day until which all figures have come."""

    data_until: date | None
    flagged: int
    emergencies: int
    open_cases: int


@dataclass
class Shell:
    """What surrounds one person's page. Each property is one question, asked once."""

    request: HttpRequest
    user: User
    today: date

    @cached_property
    def held(self) -> list[Held]:
        """The user's roles with their places, by the name of the school."""
        return sorted(
            held_on(self.user, self.today), key=lambda held: (not held.school, held.school)
        )

    @cached_property
    def place(self) -> tuple[str, bool]:
        """The municipality's name, and whether it is the demo's."""
        [places] = _PLACE.ask()
        return places[0] if places else ("", False)

    @property
    def emergency_url(self) -> str:
        """Where somebody who may asks for emergency access; nobody should have to look for it."""
        may = any(not held.reaches(Thing.EMERGENCY, Scope.NONE) for held in self.held)
        return reverse("cases:emergency") if may else ""

    @cached_property
    def counted(self) -> Counted:
        return _counted(self.user, self.held, self.today, timezone.now())

    @cached_property
    def nav(self) -> list[NavItem]:
        late = overdue.kept(self.request, self.today)
        return _nav(self.request, self.held, self.counted, late)


def _counted(user: User, held: list[Held], today: date, now: datetime) -> Counted:
    """Ask for everything the frame counts, in one question."""
    cases = visible_cases(user, today).open()
    schools = {row.school_id for row in held if row.school_id}
    places = School.objects.all()
    if all(row.school_id for row in held):
        places = places.filter(pk__in=schools)
    data_until, *numbers = together(
        [
            _delivered_everywhere(places).values("oldest"),
            _number_of(waiting_flags(user, Thing.FLAGS, today), "pupil_id"),
            _number_of(EmergencyAccess.objects.open_at(now).filter(user=user), "pk"),
            _number_of(cases, "pk"),
        ]
    )
    return Counted(data_until, *(number or 0 for number in numbers))


def _delivered_everywhere(places: QuerySet[School]) -> QuerySet[Any]:
    """Return the day that all of some schools have delivered figures for, as `oldest`.

    The newest day of each school, its own files and the municipality's, and of these the oldest.
    A school that nothing was ever delivered about holds nothing back.
    """
    absence = Import.objects.filter(kind=ImportKind.ABSENCE, status=Import.Status.DONE)
    own = absence.filter(school=OuterRef("pk")) | absence.filter(school=None)
    newest = own.order_by(F("last_day").desc(nulls_last=True)).values("last_day")[:1]
    found = places.order_by().annotate(newest=Subquery(newest), one=Value(1)).values("one")
    return found.annotate(oldest=Min("newest"))


def _number_of(rows: QuerySet[Any], field: str) -> QuerySet[Any, Any]:
    """Return the question how many different values some rows have; no row where there are none."""
    found = rows.order_by().annotate(one=Value(1)).values("one")
    return found.annotate(number=Count(field, distinct=True)).values("number")


def _nav(request: HttpRequest, held: list[Held], counted: Counted, late: int) -> list[NavItem]:
    roles = {row.role for row in held}

    def has(thing: Thing) -> bool:
        return any(not row.reaches(thing, Scope.NONE) for row in held)

    # In the menu only while an hour lasts: a way back, and no invitation.
    meets = has(Thing.CASES) or Role.AD_HOC in roles
    lines = [
        (True, "I dag", "cases:today", late),
        (bool(counted.emergencies), "Nødadgang", "cases:emergency", counted.emergencies),
        (has(Thing.FLAGS), "Opsporing", "absence:list", counted.flagged),
        (has(Thing.CASES), "Sager", "cases:list", counted.open_cases),
        (meets, "Møder", "meetings:list", 0),
        (has(Thing.IMPORT), "Fraværsfiler", "absence:import", 0),
        (has(Thing.PEOPLE), "Medarbejdere", "cases:staff", 0),
        (has(Thing.SECOND), "Kommunens roller", "cases:municipal", 0),
        (has(Thing.SETUP), "Katalog og skala", "cases:catalogue", 0),
        (True, "Frister", "cases:deadlines", 0),
        (Role.DPO in roles, "Opslag", "cases:lookups", 0),
        (True, "Min adgang", "cases:access", 0),
    ]
    urls = [(label, reverse(name), count) for shown, label, name, count in lines if shown]
    here = _nearest(request.path, [url for _, url, _ in urls])
    return [
        NavItem(label=label, url=url, current=url == here, count=count, late=label in PRESSING)
        for label, url, count in urls
    ]


def _nearest(path: str, urls: list[str]) -> str:
    """Return the menu line that a page belongs to: the longest address that its own begins with."""
    over = [url for url in urls if path.startswith(url) and (url != "/" or path == "/")]
    return max(over, key=len, default="")


def hats(held: list[Held]) -> str:
    """Say who somebody is today: "skoleleder og tovholder, Sydhavnsskolen"."""
    by_place: dict[str, list[str]] = defaultdict(list)
    for row in held:
        label = row.role.label
        if row.school_class:
            label = f"{label} i {row.school_class}"
        if label not in by_place[row.school]:
            by_place[row.school].append(label)
    same: dict[str, list[str]] = defaultdict(list)
    for place, labels in by_place.items():
        same[join_and(labels)].append(place)
    said = [
        ", ".join(part for part in (labels, join_and(filter(None, places))) if part)
        for labels, places in same.items()
    ]
    return " · ".join(said)


def freshness(data_until: date | None) -> str:
    """Say how far the figures reach, or that there are none yet."""
    if data_until is None:
        return "Der er ikke læst fraværstal ind endnu"
    return f"Fraværstal til og med {weekday_date(data_until)}"
