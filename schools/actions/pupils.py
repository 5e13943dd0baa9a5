"""Pupils one by one: made, enrolled, moved. Whole deliveries are in `schools.actions.register`."""

from datetime import date, timedelta

from django.db import transaction

from kiss.lib.crypto import encrypt, keyed_hash, keyed_hashes
from kiss.lib.models import Refused
from schools.actions.saving import keep
from schools.models import CustodyHolder, Enrolment, Pupil, SchoolClass, User

ONE_DAY = timedelta(days=1)


@transaction.atomic
def add_pupil(
    *,
    elev_id: str,
    first_name: str,
    last_name: str,
    birth_date: date | None = None,
    cpr: str = "",
    is_protected: bool = False,
    by: User | None = None,
) -> Pupil:
    """Make a pupil who goes nowhere yet; `cpr` is ten digits or empty.

    Raises Refused if the id or the CPR number belongs to somebody else.
    """
    if cpr and Pupil.objects.filter(cpr_hash__in=keyed_hashes(cpr)).exists():
        raise Refused("CPR-nummeret står allerede på en anden elev.")
    pupil = Pupil(
        elev_id=elev_id,
        first_name=first_name,
        last_name=last_name,
        birth_date=birth_date,
        cpr_encrypted=encrypt(cpr),
        cpr_hash=keyed_hash(cpr),
        is_protected=is_protected,
    )
    keep(pupil, by=by, reason="oprettet")
    return pupil


@transaction.atomic
def add_custody_holder(
    pupil: Pupil,
    *,
    name: str,
    relation: str,
    phone: str = "",
    has_custody: bool = True,
    is_protected: bool = False,
    by: User | None = None,
) -> CustodyHolder:
    """Note a parent or another holder of custody of a pupil."""
    holder = CustodyHolder(
        pupil=pupil,
        name=name,
        relation=relation,
        phone=phone,
        has_custody=has_custody,
        is_protected=is_protected,
    )
    keep(holder, by=by, reason="oprettet")
    return holder


@transaction.atomic
def enrol(
    pupil: Pupil,
    *,
    school_class: SchoolClass,
    starts_on: date,
    ends_on: date | None = None,
    by: User | None = None,
) -> Enrolment:
    """Put a pupil in a class from `starts_on` to `ends_on`, both inclusive.

    Raises Refused if the pupil goes in a class in that period already; see `move_pupil`.
    """
    enrolment = Enrolment(
        pupil=pupil, school_class=school_class, starts_on=starts_on, ends_on=ends_on
    )
    keep(enrolment, by=by, reason="indskrevet")
    return enrolment


@transaction.atomic
def move_pupil(
    pupil: Pupil, *, to: SchoolClass, starts_on: date, by: User | None = None
) -> Enrolment:
    """Move a pupil to another class; the day before `starts_on` is the last in the old one.

    Raises Refused if the pupil is in that class already, or began in the old one on that day or
    later.
    """
    now = pupil.enrolments.in_force(starts_on).first()
    if now is not None:
        if now.school_class_id == to.pk:
            raise Refused(f"Eleven går allerede i {to}.")
        if now.starts_on >= starts_on:
            raise Refused("Eleven begyndte først i klassen den dag. Vælg en senere dag.")
        leave(now, ends_on=starts_on - ONE_DAY, by=by)
    return enrol(pupil, school_class=to, starts_on=starts_on, by=by)


@transaction.atomic
def leave(enrolment: Enrolment, *, ends_on: date, by: User | None = None) -> None:
    """End an enrolment; `ends_on` is the last day in the class."""
    enrolment.ends_on = ends_on
    keep(enrolment, by=by, reason="udskrevet")
