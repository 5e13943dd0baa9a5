"""A letter to the home: what stands in it before anybody has typed, and the sheet that is made."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from cases.models import Case
from cases.papers.build import NO_BREAK, Appointment, takes_part
from cases.papers.discretion import CPR, NAME, PHONE, for_sheet
from cases.papers.recipients import Recipient
from cases.protection import is_hidden
from kiss.lib.models import Refused
from kiss.lib.text import clock, join_and, long_date, possessive, weekday_date
from law.danish import sentence
from schools.models import CustodyHolder, Municipality, User

# What may not stand in a letter to these readers, and what is said of it.
WORDS_FOR: Final = {
    NAME: "navnet på en forælder, som er skjult for modtageren",
    PHONE: "et telefonnummer, som er skjult for modtageren",
    CPR: "et CPR-nummer",
}
SCHOOL_HIDDEN: Final = "skolens navn eller adresse, og barnets skole er beskyttet"
# Between the parts of a letter, and inside what is to stand on one line.
PARTS: Final = re.compile(r"(?:\r?\n){2,}")
UNBROKEN: Final = re.compile(r"(?<=\d\d) (?=\d\d)|(?<=\d\.) |(?<=kl\.) ")


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody may go on from: the heading, and the text with an empty line between parts."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter as it is printed; the keys that `papers/letter_sheet.html` reads."""

    number: str
    sender: str
    mark: str
    version: str
    made: str
    recipients: Sequence[str]
    day: str
    heading: str
    paragraphs: Sequence[str]
    name: str
    title: str
    place: str
    phone: str


@dataclass(frozen=True, slots=True)
class _Reader:
    """How somebody who gets a letter is spoken to: one person, or several."""

    they: str
    them: str
    are_safe: str


ONE: Final = _Reader("du", "dig", "du er tryg ved")
SEVERAL: Final = _Reader("I", "jer", "I er trygge ved")


def talk(case: Case, recipient: Recipient, *, is_tried: bool, by: User) -> Draft:
    """Return an invitation to talk; `is_tried` where calls have had no answer."""
    to, child = _reader(recipient), case.pupil.first_name
    tried = f"Vi har prøvet at få fat i {to.them}. Det er ikke lykkedes endnu."
    parts = [
        *([tried] if is_tried else []),
        (
            f"Vi vil gerne høre, hvordan {to.they} ser på det, der er svært for {child} i skolen "
            f"lige nu, og hvad der kan hjælpe. {sentence(to.they)} kender {child} bedst."
        ),
        (
            f"{_call(case, by)}, eller skriv på Aula, hvornår det passer {to.them}. Vi kan mødes "
            f"på skolen, mødes hjemme hos {to.them} eller tale sammen i telefonen."
        ),
        f"{sentence(to.they)} må gerne tage en med, som {to.are_safe}.",
    ]
    return Draft(f"Vi vil gerne tale med {to.them} om {child}", "\n\n".join(parts))


def meeting(
    case: Case, recipient: Recipient, coming: Appointment, colleagues: Sequence[str], *, by: User
) -> Draft:
    """Return an invitation to a meeting that has been called; `colleagues` also come."""
    to, child = _reader(recipient), case.pupil.first_name
    when = f"{weekday_date(coming.starts_at.date())} {clock(coming.starts_at)}"
    address = [] if case.pupil.is_protected else [case.school.name, case.school.address]
    where = ", ".join(part for part in (coming.place, *address) if part)
    also = f" Med på mødet er også {join_and(colleagues)}." if colleagues else ""
    joins = takes_part(child, coming.child_takes_part)
    parts = [
        f"Vi vil gerne mødes med {to.them} om, hvordan {child} får det bedre i skolen.",
        f"Mødet er {when} og slutter {clock(coming.ends_at)}. Vi mødes her: {where}.{also}",
        *([f"{joins}."] if joins else []),
        (
            "Vi taler om, hvad der går godt, hvad der er svært, og hvad vi gør sammen. "
            f"{sentence(to.they)} får planen med hjem på papir."
        ),
        (
            f"Passer tiden ikke, eller er der brug for tolk? {_call(case, by)}. "
            f"{sentence(to.they)} må gerne tage en med, som {to.are_safe}."
        ),
    ]
    return Draft(f"Møde om {child} {when}", "\n\n".join(parts))


def letter_of(
    case: Case,
    recipient: Recipient,
    draft: Draft,
    *,
    municipality: Municipality,
    on: date,
    made_at: datetime,
    by: User,
) -> Letter:
    """Return the letter as it is printed, signed by whoever makes it.

    Raises Refused where its words tell the reader what is hidden from them: nothing is taken out
    of a letter unseen, the writer mends it.
    """
    discretion = for_sheet(case, recipient.parents)
    for text in (draft.heading, draft.text):
        discretion.clean(text, "")
    if found := discretion.found.get("", set()):
        said = join_and(sorted(WORDS_FOR.get(word, SCHOOL_HIDDEN) for word in found))
        raise Refused(f"I brevet står {said}. Skriv det om, så det ikke står der.")
    place = "" if case.pupil.is_protected else case.school.name
    return Letter(
        number=case.number,
        sender=" · ".join(part for part in (place, municipality.name) if part),
        mark="DEMO – alt indhold er opdigtet" if municipality.is_demo else "",
        version=f"Sag {case.number} · Brev",
        made=f"Lavet {long_date(made_at.date())} {clock(made_at)} af {by.name}",
        recipients=[_addressed(case, parent) for parent in recipient.parents] or ["Forældrene"],
        day=sentence(long_date(on)),
        heading=_whole(draft.heading.strip()),
        paragraphs=[_whole(part) for part in PARTS.split(draft.text) if part.strip()],
        name=by.name,
        title=by.title,
        place=place,
        phone=_whole(by.phone),
    )


def _whole(text: str) -> str:
    """Keep numbers, dates and times from being broken: "00 00 00 12", "8. december", "kl. 9"."""
    return UNBROKEN.sub(NO_BREAK, text.strip())


def _addressed(case: Case, parent: CustodyHolder) -> str:
    """Return the name, or "Viggos far" where it is hidden: a letter reveals nothing by itself."""
    if is_hidden(case.pupil, parent):
        return f"{possessive(case.pupil.first_name)} {parent.relation}"
    return parent.name


def _reader(recipient: Recipient) -> _Reader:
    return ONE if len(recipient.parents) == 1 else SEVERAL


def _call(case: Case, by: User) -> str:
    """Return whom the home calls: the writer, or the school where the writer has no number."""
    if by.phone:
        return f"Ring til mig på {by.phone}"
    if case.school.phone and not case.pupil.is_protected:
        return f"Ring til skolen på {case.school.phone}"
    return "Ring til mig"
