"""The grown-ups whom a sheet names: whom the home reaches, and whom the child goes to."""

from dataclasses import dataclass
from datetime import date

from cases.models import Case
from schools.models import Membership
from schools.roles import Role

TOVHOLDER, LEADER = "tovholder", "skolens leder"


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom the home reaches: the tovholder, or the school's leader while a case has none."""

    role: str
    name: str
    first_name: str
    title: str
    phone: str


def contact_of(case: Case, day: date) -> Contact:
    """Return whom the home reaches about a case on a day."""
    person, role = case.tovholder, TOVHOLDER
    if Case.objects.filter(pk=case.pk).without_tovholder(day).exists():
        leads = (
            Membership.objects.in_force(day)
            .filter(school=case.school, role=Role.SKOLELEDER, user__is_active=True)
            .select_related("user")
            .order_by("starts_on", "pk")
            .first()
        )
        if leads is None:
            return Contact(LEADER, "Skolens leder", "skolens leder", "", case.school.phone)
        person, role = leads.user, LEADER
    # The role says it already where the title is the same word.
    title = "" if person.title.lower() == role else person.title
    return Contact(role, person.name, person.first_name, title, person.phone)


def confided_in(case: Case, said_to: str, contact: Contact, day: date) -> str:
    """Return the first name of whom the child last told something, if it can go there at school.

    That is somebody who works at the school now, and not the one whom the page names anyway.
    """
    name = said_to.split(",", 1)[0].strip()
    if not name or name in {contact.name, contact.first_name}:
        return ""
    at_school = Membership.objects.in_force(day).filter(school=case.school, user__is_active=True)
    person = at_school.filter(user__name=name).select_related("user").first()
    return person.user.first_name if person else ""
