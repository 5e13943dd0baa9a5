"""What is hidden of a child and its parents until somebody asks to see it, and who may ask.

A parent's name and number are hidden when the parent or the child has name and address protection.
A CPR number is always hidden. What is shown is shown once, and the asking is in the look-up log.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import QuerySet, TextChoices
from django.http import Http404
from django.urls import reverse

from cases.models import Case, EmergencyAccess
from cases.permissions import may, reaches_by_name, reaches_pupil
from cases.relations import related_pupils
from kiss.lib.crypto import decrypt
from kiss.lib.text import mask_cpr
from law.danish import sentence
from schools.holding import read
from schools.models import CustodyHolder, Pupil, User
from schools.roles import Thing

CPR: Final = "cpr"
CPR_LABEL: Final = "CPR-nummer"


class Reason(TextChoices):
    """Why somebody asks to see what is hidden; the label is written in the look-up log."""

    CONTACT = "kontakt", "Forælderen skal kontaktes nu"
    DANGER = "fare", "Barnet er måske i fare"
    LETTER = "brev", "Det skal bruges i et brev eller en underretning"
    CHECK = "kontrol", "Oplysningen skal tjekkes"


@dataclass(frozen=True, slots=True)
class Secret:
    """Something hidden that a reader may ask for."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Something that was hidden, in lines of a label and a value, and a number to call."""

    label: str
    lines: tuple[tuple[str, str], ...]
    phone: str = ""


@dataclass(frozen=True, slots=True)
class AtHome:
    """A parent as a page shows them; what is hidden is empty. `reveal_url` is where to ask."""

    name: str
    relation: str
    phone: str
    has_custody: bool
    is_hidden: bool
    reveal_url: str


def is_hidden(pupil: Pupil, parent: CustodyHolder) -> bool:
    """Tell whether a parent's name and number are hidden."""
    return pupil.is_protected or parent.is_protected


def shown_name(pupil: Pupil, parent: CustodyHolder) -> str:
    """Return a parent's name, or what they are to the child when the name is hidden."""
    return sentence(parent.relation) if is_hidden(pupil, parent) else parent.name


def may_reveal(
    user: User, pupil: Pupil, thing: Thing, today: date, case: Case | None = None
) -> bool:
    """Tell whether a user may be shown what is hidden: REVEAL for parents, CPR for the number.

    Leaders at the child's school, and those who are named on its open case; `case` is that one,
    where it is known.
    """
    if pupil.pk in related_pupils(user, today) or not may(user, thing, today):
        return False
    if reaches_pupil(user, pupil, thing, today):
        return True
    case = case or Case.objects.open().filter(pupil=pupil).first()
    return case is not None and reaches_by_name(user, case, thing, today)


def secrets_of(
    user: User,
    pupil: Pupil,
    today: date,
    case: Case | None = None,
) -> list[Secret]:
    """Return what is hidden of a child and its parents that a user may be shown.

    `case` is the child's open case, where it is known.
    """
    hidden = _parents(pupil)
    found = hidden if hidden and may_reveal(user, pupil, Thing.REVEAL, today, case) else []
    if pupil.cpr_encrypted and may_reveal(user, pupil, Thing.CPR, today, case):
        found.append(Secret(CPR, CPR_LABEL))
    return found


def masked(pupil: Pupil, secret: Secret) -> str:
    """Return what is asked for in words, with what may be seen of it without asking."""
    if secret.key != CPR:
        return secret.label
    return f"{secret.label} {mask_cpr(decrypt(pupil.cpr_encrypted))}"


def secrets_in_emergency(access: EmergencyAccess, today: date) -> list[Secret]:
    """Return what is hidden that an emergency access lets its user be shown: parents, no CPR.

    Only for the roles that may be shown it in cases of their own. The administration is not among
    them.
    """
    pupil = access.case.pupil
    return _parents(pupil) if may(access.user, Thing.REVEAL, today) else []


def _parents(pupil: Pupil) -> list[Secret]:
    return [
        Secret(_key(parent), f"Navn og telefon: {parent.relation}")
        for parent in parents_of(pupil)
        if is_hidden(pupil, parent)
    ]


def _key(parent: CustodyHolder) -> str:
    return f"foraelder-{parent.pk}"


def parents_of(
    pupil: Pupil, asked: Iterable[CustodyHolder] | None = None
) -> Sequence[CustodyHolder]:
    """Return a child's parents, those with custody first; asked once for a page.

    `asked` are the rows where somebody has asked already.
    """
    return read(
        ("parents", pupil.pk), lambda: list(parents_in(pupil.pk) if asked is None else asked)
    )


def parents_in(pupil: int) -> QuerySet[CustodyHolder]:
    """Return the same as a question that is not asked yet."""
    return CustodyHolder.objects.filter(pupil=pupil).order_by("-has_custody", "relation", "pk")


def shown(pupil: Pupil, key: str) -> Shown:
    """Return what is hidden under a key in the clear. Raises Http404 if there is nothing."""
    if key == CPR:
        digits = decrypt(pupil.cpr_encrypted)
        return Shown(CPR_LABEL, ((CPR_LABEL, f"{digits[:6]}-{digits[6:]}"),))
    for parent in parents_of(pupil):
        if key == _key(parent):
            lines = (("Navn", parent.name), ("Telefon", parent.phone or "intet nummer"))
            return Shown(sentence(parent.relation), lines, parent.phone)
    raise Http404


def asking_urls(secrets: list[Secret], address: str) -> dict[str, str]:
    """Return where each hidden thing is asked for, by its key."""
    return {secret.key: f"{address}?hvad={secret.key}" for secret in secrets}


def urls_of(
    user: User,
    pupil: Pupil,
    today: date,
    case: Case | None = None,
) -> dict[str, str]:
    """Return where a user may ask for what is hidden of a child and its parents, by key."""
    address = reverse("cases:reveal", args=[pupil.public_id])
    return asking_urls(secrets_of(user, pupil, today, case), address)


def at_home(pupil: Pupil, urls: Mapping[str, str]) -> list[AtHome]:
    """Return a child's parents with what is hidden left out; `urls` are where it is asked for."""
    return [
        AtHome(
            name="" if is_hidden(pupil, parent) else parent.name,
            relation=parent.relation,
            phone="" if is_hidden(pupil, parent) else parent.phone,
            has_custody=parent.has_custody,
            is_hidden=is_hidden(pupil, parent),
            reveal_url=urls.get(_key(parent), ""),
        )
        for parent in parents_of(pupil)
    ]
