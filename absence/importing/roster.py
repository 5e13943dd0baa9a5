"""Whom the lines of a file can be about: pupils, classes and calendars, read once."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, Func, Q, Value

from absence.importing.cells import read_class, read_elev_id, read_grade, read_institution
from absence.importing.codes import Codes
from absence.models import MarkCategory
from kiss.lib.sql import any_number, any_text
from kiss.lib.tables.cells import Memo, Unusable, clean, read_number, shown
from kiss.lib.text import plain_date
from law.absence import Category, half_days
from law.calendar import Calendar
from law.figures import World
from law.quarters import school_year, school_year_bounds
from schools.actions.register import register_key
from schools.calendars import Calendars
from schools.models import Enrolment, Pupil, School, SchoolClass

FOREVER = "9999-12-31"
UNKNOWN = "Eleven findes ikke i elevregistret."
NOT_ENROLLED = "Eleven går ikke på en af kommunens skoler den dag."

type Said = tuple[str, str, str, str, str]


class OtherClass(Unusable):
    """The line names another class than the pupil went in that day."""


class NotOurs(Unusable):
    """The line is about a pupil of another school than the one the file speaks for."""


@dataclass(slots=True, eq=False)
class Place:
    """A class in one school year: what a line about one of its pupils means.

    `readings` gives the end of a staged row for the cells (institution number, grade, class,
    start code, end code); `closed` gives why a day is no school day, or nothing.
    """

    school_class: SchoolClass
    school: School
    world: World
    codes: Codes
    closed: Memo[str, str]
    only: School | None
    readings: Memo[Said, str] = field(init=False)

    def __post_init__(self) -> None:
        self.readings = Memo(self._read, most=2_000)

    def _read(self, said: Said) -> str:
        institution, grade, klasse, start, end = said
        self._refuse_other_school(institution)
        self._refuse_other_class(grade, klasse)
        open_end = self.codes.leaves_end_open(start)
        return self._staged(*self.codes.read(start, end), open_end=open_end)

    def _staged(self, start: Category | None, end: object, *, open_end: bool) -> str:
        figures = self.world.numbers(date(self.school_class.school_year, 8, 1))
        parts = half_days(start, end, self.school_class.grade, figures)  # type: ignore[arg-type]
        slots = {part.slot: f"{MarkCategory[part.category]}\t{part.halves}" for part in parts}
        nothing = "\\N\t\\N"
        both = f"{slots.get(1, nothing)}\t{slots.get(2, nothing)}"
        return f"{self.school.pk}\t{both}\t{'t' if open_end else 'f'}\t\\N\t\\N\n"

    def _refuse_other_school(self, institution: str) -> None:
        if self.only is not None and self.school != self.only:
            raise NotOurs(not_at(self.only))
        if not institution.strip():
            return
        number = read_institution(institution)
        if number != self.school.institution_number:
            if self.only is not None:
                raise NotOurs(f"Linjen er ikke fra {self.only.name}.")
            raise Unusable(f"Eleven går på {self.school.name} den dag, ikke på {number}.")

    def read_as(self, said: Said, others: Iterable["Place"]) -> str:
        """Return the reading; the class may be one that the pupil went in at another time.

        Some sources write the class of today on every line of the year.
        """
        try:
            return self.readings[said]
        except OtherClass:
            institution, grade, klasse, start, end = said
            year = self.school_class.school_year
            if any(other.is_called(grade, klasse, year) for other in others):
                return self.readings[institution, "", "", start, end]
            raise

    def is_called(self, grade: str, klasse: str, school_year: int) -> bool:
        """Tell whether the cells name this class, in a school year."""
        if self.school_class.school_year != school_year:
            return False
        try:
            self._refuse_other_class(grade, klasse)
        except OtherClass:
            return False
        return True

    def _refuse_other_class(self, grade: str, klasse: str) -> None:
        in_class, letter = read_class(klasse)
        in_grade = read_grade(grade) if grade.strip() else in_class
        if in_class is not None and in_class != in_grade:
            raise Unusable(f"Klassetrin {in_grade} passer ikke med klassen »{shown(klasse)}«.")
        ours = self.school_class
        other_grade = in_grade is not None and in_grade != ours.grade
        if other_grade or (letter and letter.casefold() != ours.letter.casefold()):
            said = f"»{shown(clean(klasse))}«" if klasse.strip() else f"{in_grade}. klasse"
            raise OtherClass(f"Eleven går i {ours.name} den dag, ikke i {said}.")


@dataclass(frozen=True, slots=True)
class Entry:
    """A pupil and the classes they went in: first and last day in ISO form, and the place."""

    pupil_id: int
    periods: tuple[tuple[str, str, Place], ...]

    def place_on(self, day: str) -> Place | None:
        for first, last, place in self.periods:
            if first <= day <= last:
                return place
        return None

    @property
    def places(self) -> list[Place]:
        return [place for _, _, place in self.periods]


def _closed_days(calendar: Calendar) -> Memo[str, str]:
    """Return why a day is no school day, or nothing, by the day in ISO form."""

    def why(day: str) -> str:
        parsed = date.fromisoformat(day)
        reason = calendar.why_not(parsed)
        return f"{plain_date(parsed)} er ikke en skoledag: {reason}." if reason else ""

    return Memo(why, most=5_000)


def not_at(school: School) -> str:
    """Return the same sentence for a pupil at another school and for no pupil at all."""
    return f"Eleven går ikke på {school.name} den dag."


@dataclass(frozen=True, slots=True)
class About:
    """What a file is about: ids without leading zeros, and days, both inclusive."""

    keys: Collection[str]
    first: date
    last: date

    @classmethod
    def of(cls, ids: Iterable[str], days: Collection[date]) -> "About":
        """Return what ids as they are written, and days, can be about.

        The days are widened to whole school years: a source may write the class of today on
        every line of the year.
        """
        keys = {read_number(elev_id).lstrip("0") for elev_id in ids}
        first, last = min(days, default=date.max), max(days, default=date.min)
        if not days:
            return cls(keys, first, last)
        return cls(
            keys,
            school_year_bounds(school_year(first))[0],
            school_year_bounds(school_year(last))[1],
        )


def _places(class_ids: Collection[int], codes: Codes, only: School | None) -> dict[int, Place]:
    calendars = Calendars.load()
    # Most classes share a calendar, so most of what is closed is found once for all of them.
    closed: dict[int, Memo[str, str]] = {}
    schools = School.objects.in_bulk()
    places = {}
    for row in SchoolClass.objects.filter(pk__in=class_ids):
        world = calendars.world(row)
        school = schools[row.school_id]
        days = closed.setdefault(id(world.calendar), _closed_days(world.calendar))
        places[row.pk] = Place(row, school, world, codes, days, only)
    return places


class Roster(Memo[str, Entry]):
    """Every pupil of the municipality by the id as it is written in a file.

    With `only`, a pupil who is not at that school answers as one who does not exist.
    """

    def __init__(self, entries: Mapping[str, Entry], only: School | None):
        super().__init__(self._lookup, most=4 * len(entries) + 10_000)
        self._entries = entries
        self._by_key: dict[str, Entry | None] = {}
        for elev_id, entry in entries.items():
            key = register_key(elev_id)
            # Two ids that only differ in leading zeros: then only the exact one will do.
            self._by_key[key] = None if key in self._by_key else entry
        self.unknown = not_at(only) if only else UNKNOWN
        self.not_enrolled = not_at(only) if only else NOT_ENROLLED

    @classmethod
    def load(cls, *, codes: Codes, only: School | None, about: "About | None" = None) -> "Roster":
        """Read pupils, enrolments, classes and calendars: five queries, whatever the number.

        With `about`, only what the lines of a file can be about.
        """
        pupils = Pupil.objects.order_by("pk")
        enrolments = Enrolment.objects.order_by("pupil_id", "-starts_on")
        if about is not None:
            key = Func(F("elev_id"), Value("0"), function="ltrim")
            pupils = pupils.annotate(key=key).filter(key__in=any_text(about.keys))
        ids = dict(pupils.values_list("elev_id", "pk"))
        if about is not None:
            enrolments = enrolments.filter(
                Q(ends_on=None) | Q(ends_on__gte=about.first),
                pupil__in=any_number(ids.values()),
                starts_on__lte=about.last,
            )
        rows = list(enrolments.values_list("pupil_id", "school_class_id", "starts_on", "ends_on"))
        places = _places({row[1] for row in rows}, codes, only)
        periods: dict[int, list[tuple[str, str, Place]]] = {}
        dates: Memo[date, str] = Memo(date.isoformat)
        for pupil_id, class_id, first, last in rows:
            period = (dates[first], dates[last] if last else FOREVER, places[class_id])
            periods.setdefault(pupil_id, []).append(period)
        entries = {
            elev_id: Entry(pupil_id, tuple(periods.get(pupil_id, ())))
            for elev_id, pupil_id in ids.items()
        }
        return cls(entries, only)

    def _lookup(self, raw: str) -> Entry:
        elev_id = read_elev_id(raw)
        entry = self._entries.get(elev_id) or self._by_key.get(register_key(elev_id))
        if entry is None:
            raise Unusable(self.unknown)
        return entry
