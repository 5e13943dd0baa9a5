"""The municipality and its schools come to be."""

from django.db import transaction

from kiss.lib.models import Refused
from schools.actions.saving import keep
from schools.models import Municipality, School, User


@transaction.atomic
def start_municipality(name: str, *, is_demo: bool, by: User | None = None) -> Municipality:
    """Make the one municipality that this installation serves, with nothing in it.

    Raises Refused if there is one already.
    """
    there = Municipality.objects.first()
    if there is not None:
        demo = " Det er demoen; make clean fjerner den." if there.is_demo else ""
        raise Refused(f"Installationen er allerede startet for {there.name}.{demo}")
    municipality = Municipality(name=name.strip(), is_demo=is_demo)
    keep(municipality, by=by, reason="startet")
    return municipality


@transaction.atomic
def add_school(
    *,
    institution_number: str,
    name: str = "",
    kind: str = School.Kind.ALMEN,
    phone: str = "",
    address: str = "",
    by: User | None = None,
) -> School:
    """Make a school; without a name it is called "Skole 999001" until a file says its name.

    Raises Refused if the number is not six digits or is in use.
    """
    school = School(
        institution_number=institution_number,
        name=name.strip() or placeholder_name(institution_number),
        kind=kind,
        phone=phone,
        address=address,
    )
    keep(school, by=by, reason="oprettet")
    return school


@transaction.atomic
def name_school(school: School, *, name: str, by: User | None = None) -> None:
    """Give a school its name. Raises Refused if the name is empty or too long."""
    school.name = name.strip()
    keep(school, by=by, reason="navngivet")


def placeholder_name(institution_number: str) -> str:
    """Return what a school is called while only its number is known."""
    return f"Skole {institution_number}"


def schools_by_number(
    numbers: set[str], *, by: User | None
) -> tuple[dict[str, School], list[School]]:
    """Return the schools with these institution numbers, and which of them had to be made."""
    known = {row.institution_number: row for row in School.objects.all()}
    made = [
        add_school(institution_number=number, by=by) for number in sorted(numbers - known.keys())
    ]
    return known | {row.institution_number: row for row in made}, made
