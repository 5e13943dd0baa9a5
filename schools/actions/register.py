"""The pupil register as a file delivers it: pupils, their names, and the class they go in."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from kiss.lib.crypto import encrypt, keyed_hash, keyed_hashes
from kiss.lib.models import create_kept, save_kept
from schools.actions.places import name_school, placeholder_name, schools_by_number
from schools.actions.pupils import ONE_DAY
from schools.models import Enrolment, Pupil, School, SchoolClass, User

REASON = "læst fra elevfilen"
CORRECTED = ("elev_id", "first_name", "last_name", "birth_date", "cpr_encrypted", "cpr_hash")


@dataclass(frozen=True, slots=True)
class PupilLine:
    """One pupil of a delivery. An empty name of the school, CPR or birth date says nothing."""

    number: int
    institution_number: str
    elev_id: str
    first_name: str
    last_name: str
    grade: int
    letter: str
    birth_date: date | None = None
    cpr: str = ""
    school_name: str = ""


@dataclass(slots=True)
class RegisterOutcome:
    """What a delivery of pupils did: numbers of pupils, and the lines that were refused and why."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    moved: int = 0
    not_mentioned: int = 0
    schools_made: list[School] = field(default_factory=list)
    classes_made: int = 0
    refused: dict[int, str] = field(default_factory=dict)


@transaction.atomic
def import_register(
    lines: Iterable[PupilLine],
    *,
    school_year: int,
    on: date,
    by: User | None,
) -> RegisterOutcome:
    """Bring pupils, classes and enrolments in line with a delivery for a school year.

    Schools and classes that are not known are made. A pupil who is new in the first delivery of
    a school's year is enrolled from 1 August; later ones from `on`. A pupil who changes class
    leaves the old one the day before `on` (before 1 August when the old class was last year's).
    Nobody is removed: `not_mentioned` counts those who still go in the delivery's schools.
    """
    delivery = _Delivery(school_year, on, by)
    usable = delivery.check(list(lines))
    delivery.make_places(usable)
    delivery.put_pupils(usable)
    delivery.put_enrolments(usable)
    delivery.count_not_mentioned(usable)
    return delivery.outcome


def register_key(elev_id: str) -> str:
    """Return what an elev-id is compared by: a spreadsheet drops leading zeros."""
    return elev_id.lstrip("0") or "0"


class _Delivery:
    def __init__(self, school_year: int, on: date, by: User | None):
        self.school_year = school_year
        self.first_day = date(school_year, 8, 1)
        # An old year's file says how that year ended, the coming year's how it will begin.
        self.on = min(max(on, self.first_day), date(school_year + 1, 7, 31))
        self.by = by
        self.outcome = RegisterOutcome()
        self.schools: dict[str, School] = {}
        self.classes: dict[tuple[int, int, str], SchoolClass] = {}
        self.pupils = {register_key(row.elev_id): row for row in Pupil.objects.all()}
        self.owner_of_cpr = {row.cpr_hash: key for key, row in self.pupils.items() if row.cpr_hash}
        self.changed: set[int] = set()
        self.made: set[int] = set()
        self.ended: list[Enrolment] = []

    def check(self, lines: list[PupilLine]) -> list[PupilLine]:
        """Return the lines that can be used, one per pupil, and note why the others cannot."""
        usable: dict[str, PupilLine] = {}
        for line in lines:
            key = register_key(line.elev_id)
            earlier = usable.setdefault(key, line)
            if earlier is not line:
                self.outcome.refused[line.number] = f"Eleven står også på linje {earlier.number}."
            elif line.cpr and self._owner(line.cpr, key) != key:
                self.outcome.refused[line.number] = "CPR-nummeret står allerede på en anden elev."
                del usable[key]
        return list(usable.values())

    def _owner(self, cpr: str, key: str) -> str:
        """Return whose a CPR number is; from now on it is of `key` if it was nobody's."""
        hashes = keyed_hashes(cpr)
        known = [self.owner_of_cpr[each] for each in hashes if each in self.owner_of_cpr]
        return self.owner_of_cpr.setdefault(hashes[0], known[0] if known else key)

    def make_places(self, lines: list[PupilLine]) -> None:
        """Make the schools and classes that are not known yet."""
        numbers = {line.institution_number for line in lines}
        self.schools, self.outcome.schools_made = schools_by_number(numbers, by=self.by)
        for line in lines:
            school = self.schools[line.institution_number]
            nameless = school.name == placeholder_name(school.institution_number)
            if line.school_name and nameless:
                name_school(school, name=line.school_name, by=self.by)
        self.classes = {
            (row.school_id, row.grade, row.letter.casefold()): row
            for row in SchoolClass.objects.filter(school_year=self.school_year)
        }
        wanted = {self._class_key(line): line.letter for line in reversed(lines)}
        missing = [
            SchoolClass(
                school_id=key[0], school_year=self.school_year, grade=key[1], letter=wanted[key]
            )
            for key in sorted(wanted.keys() - self.classes.keys())
        ]
        for row in create_kept(missing, by=self.by, reason=REASON):
            self.classes[row.school_id, row.grade, row.letter.casefold()] = row
        self.outcome.classes_made = len(missing)

    def _school_id(self, line: PupilLine) -> int:
        return self.schools[line.institution_number].pk

    def _class_key(self, line: PupilLine) -> tuple[int, int, str]:
        return self._school_id(line), line.grade, line.letter.casefold()

    def put_pupils(self, lines: list[PupilLine]) -> None:
        """Make new pupils and correct the known ones."""
        new = [_new(line) for line in lines if register_key(line.elev_id) not in self.pupils]
        corrected = [
            pupil
            for line in lines
            if (pupil := self.pupils.get(register_key(line.elev_id))) and _correct(pupil, line)
        ]
        save_kept(corrected, CORRECTED, by=self.by, reason=REASON)
        self.changed |= {pupil.pk for pupil in corrected}
        for pupil in create_kept(new, by=self.by, reason=REASON):
            self.pupils[register_key(pupil.elev_id)] = pupil
            self.made.add(pupil.pk)

    def put_enrolments(self, lines: list[PupilLine]) -> None:
        """Enrol new pupils and move those who changed class."""
        periods: dict[int, list[Enrolment]] = {}
        for row in Enrolment.objects.select_related("school_class").order_by("starts_on"):
            periods.setdefault(row.pupil_id, []).append(row)
        begun = {
            row.school_class.school_id
            for rows in periods.values()
            for row in rows
            if row.school_class.school_year == self.school_year
        }
        new = []
        for line in lines:
            pupil = self.pupils[register_key(line.elev_id)]
            to = self.classes[self._class_key(line)]
            since = self.on if to.school_id in begun else self.first_day
            if period := self._enrol(periods.get(pupil.pk, []), to, since):
                period.pupil = pupil
                new.append(period)
            self._count(pupil)
        # The old ones end first: nobody goes in two classes at a time.
        save_kept(self.ended, ("school_class", "ends_on"), by=self.by, reason=REASON)
        create_kept(new, by=self.by, reason=REASON)

    def _enrol(self, periods: list[Enrolment], to: SchoolClass, since: date) -> Enrolment | None:
        """Return the enrolment that is missing, unsaved, after ending the one it follows."""
        now = next(
            (row for row in periods if row.starts_on <= self.on <= (row.ends_on or self.on)), None
        )
        if now is not None:
            if now.school_class_id == to.pk:
                return None
            self.outcome.moved += 1
            self.changed.add(now.pupil_id)
            last_year = now.school_class.school_year < self.school_year
            since = self.first_day if last_year else self.on
            if now.starts_on >= since:
                # Nobody goes in a class for less than a day: the delivery corrects the class.
                now.school_class = to
                self.ended.append(now)
                return None
            now.ends_on = since - ONE_DAY
            self.ended.append(now)
        elif periods:
            self.changed.add(periods[0].pupil_id)
        earlier = [row.ends_on for row in periods if row.ends_on and row.ends_on < self.on]
        later = [row.starts_on for row in periods if row.starts_on > self.on]
        return Enrolment(
            school_class=to,
            starts_on=max([since, *(day + ONE_DAY for day in earlier)]),
            ends_on=min(later) - ONE_DAY if later else None,
        )

    def _count(self, pupil: Pupil) -> None:
        if pupil.pk in self.made:
            self.outcome.new += 1
        elif pupil.pk in self.changed:
            self.outcome.changed += 1
        else:
            self.outcome.unchanged += 1

    def count_not_mentioned(self, lines: list[PupilLine]) -> None:
        """Count those who still go in the schools of the delivery without being in it."""
        mentioned = {self.pupils[register_key(line.elev_id)].pk for line in lines}
        still = (
            Enrolment.objects.in_force(self.on)
            .filter(school_class__school__in={self._school_id(line) for line in lines})
            .values_list("pupil_id", flat=True)
        )
        self.outcome.not_mentioned = len(set(still) - mentioned)


def _new(line: PupilLine) -> Pupil:
    return Pupil(
        elev_id=line.elev_id,
        first_name=line.first_name,
        last_name=line.last_name,
        birth_date=line.birth_date,
        cpr_encrypted=encrypt(line.cpr),
        cpr_hash=keyed_hash(line.cpr),
    )


def _correct(pupil: Pupil, line: PupilLine) -> bool:
    """Set what a line says otherwise than the pupil, unsaved; tell whether anything was."""
    values: dict[str, object] = {"first_name": line.first_name, "last_name": line.last_name}
    if len(line.elev_id) > len(pupil.elev_id):
        values["elev_id"] = line.elev_id
    if line.birth_date:
        values["birth_date"] = line.birth_date
    if line.cpr and keyed_hash(line.cpr) != pupil.cpr_hash:
        values |= {"cpr_encrypted": encrypt(line.cpr), "cpr_hash": keyed_hash(line.cpr)}
    differs = {name: value for name, value in values.items() if getattr(pupil, name) != value}
    for name, value in differs.items():
        setattr(pupil, name, value)
    return bool(differs)
