"""From a plan to a sheet: what is said, to whom, and what is left out."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from cases.carrying import read_again
from cases.models import Case, Indsats, PlanVersion
from cases.models.understanding import SIDES
from cases.news import Kind, news
from cases.papers import checks, easy
from cases.papers.absence import absence_picture
from cases.papers.adults import TOVHOLDER, Contact, confided_in, contact_of
from cases.papers.discretion import Discretion, for_sheet
from cases.papers.recipients import Recipient
from cases.papers.sheet import (
    Deed,
    DeedGroup,
    NextMeeting,
    Paper,
    Promise,
    Said,
    Sheet,
    Signer,
    Understood,
    UnderstoodArea,
)
from cases.phases import MOST_GOALS, Arena
from cases.versions import words_still_open
from kiss.lib.models import Refused
from kiss.lib.text import clock, long_date, plain_date, plural, possessive, weekday_date
from law.calendar import Calendar
from law.danish import sentence
from schools.models import Municipality, SchoolClass, User

MOST_WORDS: Final = 3
# So many rows fit on one page, and are then kept together on it.
SHORT_TABLE: Final = 7
LONGEST_PLAN: Final = 20_000
NO_BREAK: Final = "\N{NO-BREAK SPACE}"
NOT_YET: Final = "Ikke drøftet endnu."
# So many lines tell what is new; the rest is counted.
MOST_NEWS: Final = 6
# Where each text stands on the sheet: what warnings call it.
WORDS, GOOD, TOGETHER, NEW, GOALS, DEEDS, AWAY, WISHES, MEETING = (
    "Det siger barnet selv",
    "Det går godt",
    "Det forstår vi sammen",
    "Nyt siden sidst",
    "Det vil vi gerne ændre",
    "Hvem gør hvad",
    "Når barnet er væk",
    "Forældrenes ønsker",
    "Næste møde",
)
# The plan's own texts that the home reads on the paper, and what they are called there.
ON_PAPER: Final = {
    "going_well": GOOD,
    "understanding": TOGETHER,
    "overall_goal": GOALS,
    "contact_during_absence": AWAY,
    "parents_view": WISHES,
}
# How a line begins that is not about an action.
TOLD: Final = {
    ("goals", Kind.NEW): "Nyt mål",
    ("goals", Kind.CHANGED): "Ændret mål",
    ("goals", Kind.GONE): "Mål taget ud",
    ("next_follow_up_on", Kind.NEW): "Vi følger op",
    ("next_follow_up_on", Kind.CHANGED): "Ny dag for opfølgning",
    ("next_follow_up_on", Kind.GONE): "Opfølgning ikke længere aftalt",
}
_HOME = re.compile(r"\b(forældre\w*|mor|far|mors|fars|hjemmet|derhjemme)\b", re.IGNORECASE)
_FIRST_OF = re.compile(r"^[-–•*]\s*")


@dataclass(frozen=True, slots=True)
class Appointment:
    """A coming meeting of the network, in local time."""

    starts_at: datetime
    ends_at: datetime
    place: str
    child_takes_part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What a paper is made from besides the case: the plan, the meetings, and who makes it.

    `content` is a plan as `cases.actions.plan_content` gives it; `version` is set when it is
    frozen, and `before` is the version that the home had before it, if there was one. `met` are
    the days of meetings held. `colleagues` are the name and part of those who sign for the school
    besides the tovholder, `adults` the names that a child may know by heart. `made_at` is in local
    time.
    """

    recipient: Recipient
    content: Mapping[str, Any]
    version: PlanVersion | None
    before: PlanVersion | None
    coming: Appointment | None
    met: Collection[date]
    colleagues: Sequence[tuple[str, str]]
    adults: Collection[str]
    school_class: SchoolClass | None
    classmates: Collection[str]
    calendar: Calendar
    municipality: Municipality
    made_at: datetime
    by: User


def handleplan_paper(case: Case, ask: Ask) -> Paper:
    """Return the paper of a plan for the meeting with the home.

    The child's words are only those in the drawer that the parents may read, asked again now: what
    was moved back after a version was frozen is not printed. Raises Refused for a plan too long
    to be paper.
    """
    if len(str(ask.content)) > LONGEST_PLAN:
        raise Refused("Planen er for lang til at blive et papir. Kort teksterne af, og prøv igen.")
    discretion = for_sheet(case, ask.recipient.parents)
    sheet = _sheet(case, ask, discretion)
    texts = _texts(sheet)
    return Paper(
        sheet=sheet,
        missing=_missing(case, ask, sheet),
        wording=checks.wording(texts, classmates=ask.classmates),
        hidden=_about_hiding(case, discretion),
        hard=checks.hard_texts(texts),
    )


def _sheet(case: Case, ask: Ask, discretion: Discretion) -> Sheet:
    headings = ask.content["headings"]
    pupil, contact = case.pupil, contact_of(case, ask.made_at.date())
    words = words_still_open(case, ask.content)
    said = _said(words, discretion)
    said_to = discretion.clean(words[-1]["said_to"], WORDS) if words else ""
    groups = _groups(case, ask.content, discretion)
    wishes = _lines(discretion.clean(headings["parents_view"], WISHES))
    place = case.school.name if not pupil.is_protected else ""
    known = {pupil.first_name, pupil.name}
    promises = _promises(groups, pupil.first_name, {*ask.adults, contact.name}, known)
    return Sheet(
        number=case.number,
        child=pupil.first_name,
        full_name=pupil.name,
        sender=_sender(ask, pupil.name, place),
        heading=f"Handleplan for {pupil.name}",
        mark="DEMO – alt indhold er opdigtet" if ask.municipality.is_demo else "",
        version=_version(case, ask.version),
        made=f"Lavet {long_date(ask.made_at.date())} {clock(ask.made_at)} af {ask.by.name}",
        is_draft=ask.version is None,
        recipients=[parent.name for parent in ask.recipient.parents] or ["Forældrene"],
        to_one=len(ask.recipient.parents) == 1,
        contact_role=contact.role,
        tovholder=contact.name,
        tovholder_first=contact.first_name,
        confided_in=confided_in(case, said_to, contact, ask.made_at.date()),
        tovholder_title=contact.title,
        tovholder_phone=contact.phone.replace(" ", NO_BREAK),
        valid_from=f"Gælder fra {long_date(ask.version.frozen_on)}" if ask.version else "",
        said=said,
        no_words=_no_words(pupil.first_name, headings["no_child_words_reason"], discretion),
        going_well=_lines(discretion.clean(headings["going_well"], GOOD)),
        understood=_understood(ask.content, pupil.first_name, discretion),
        absence=absence_picture(
            case,
            calendar=ask.calendar,
            through=ask.version.frozen_on if ask.version else ask.made_at.date(),
            meetings=ask.met,
        ),
        news=_news(ask, discretion),
        news_since=long_date(ask.before.frozen_on) if ask.before else "",
        overall_goal=discretion.clean(headings["overall_goal"], GOALS),
        goals=[discretion.clean(goal, GOALS) for goal in ask.content["goals"][:MOST_GOALS]],
        groups=groups,
        is_short=sum(len(group.deeds) for group in groups) <= SHORT_TABLE,
        when_away=_lines(discretion.clean(headings["contact_during_absence"], AWAY)),
        wishes=wishes,
        no_wishes=discretion.clean(headings["no_parents_view_reason"], WISHES) or NOT_YET,
        meeting=_meeting(ask.coming, pupil.first_name, discretion),
        follow_up=_follow_up(ask.content, discretion),
        signers=_signers(ask, contact),
        promises=promises,
        room=_room(said, promises),
    )


def _sender(ask: Ask, name: str, school: str) -> str:
    """Return who the paper is from; a protected child's sheet names neither school nor class."""
    class_name = ask.school_class.name if ask.school_class and school else ""
    child = f"{name}, {class_name}" if class_name else name
    return " · ".join(part for part in (child, school, ask.municipality.name) if part)


def _version(case: Case, version: PlanVersion | None) -> str:
    if version is None:
        return f"Sag {case.number} · Udkast"
    return f"Sag {case.number} · Version {version.number}"


def _said(words: Sequence[Mapping[str, str]], discretion: Discretion) -> list[Said]:
    together: dict[tuple[str, str], list[str]] = {}
    for word in words[-MOST_WORDS:]:
        quotes = _lines(discretion.clean(word["text"], WORDS))
        together.setdefault((word["said_on"], word["said_to"]), []).extend(quotes)
    return [
        Said(quotes, f"Sagt {long_date(date.fromisoformat(on))} til {discretion.clean(to, WORDS)}.")
        for (on, to), quotes in together.items()
    ]


def _no_words(child: str, reason: str, discretion: Discretion) -> str:
    # Never a word on whether there is something that the parents may not read.
    reason = discretion.clean(reason, WORDS)
    lead = f"{possessive(child)} egne ord er ikke med på dette papir."
    return f"{lead} {reason}" if reason else lead


def _understood(
    content: Mapping[str, Any], child: str, discretion: Discretion
) -> Understood | None:
    """Return what school and home understand together; only where the plan says it is for paper.

    A version that was frozen before this was asked says it of none.
    """
    if not content.get("understanding_on_paper"):
        return None
    lines = _lines(discretion.clean(content["headings"]["understanding"], TOGETHER))
    found = [(line, read_again(line)) for line in lines]
    areas = [area for _, area in found if area]
    used = [any(area.said[side][1] for area in areas) for side in range(len(SIDES))]
    understood = Understood(
        [line for line, area in found if area is None],
        [side for (_, side), is_used in zip(SIDES, used, strict=True) if is_used],
        [
            UnderstoodArea(
                f"{child} selv" if area.name == "child" else area.label,
                area.seen_by,
                [text for (_, text), is_used in zip(area.said, used, strict=True) if is_used],
            )
            for area in areas
        ],
    )
    return understood if lines else None


def _news(ask: Ask, discretion: Discretion) -> list[str]:
    """Return what is new on the paper since the home had the last version, a line for each thing.

    Of a text that stands on the paper itself only that it was changed. What is not on the paper is
    not told of here either.
    """
    if ask.before is None:
        return []
    lines = []
    for told in news(ask.before.content, ask.content):
        if told.part in {"goals", "indsatser", "next_follow_up_on"}:
            said = f"{told.text} (før: {told.before})" if told.before else told.text
            lead = TOLD.get((told.part, told.kind), told.kind)
            lines.append(discretion.clean(f"{lead}: {_open_ended(said)}.", NEW))
        elif told.part in ON_PAPER and not (
            told.part == "understanding" and not ask.content.get("understanding_on_paper")
        ):
            lines.append(f"{told.kind}: {ON_PAPER[told.part]}.")
    more = len(lines) - MOST_NEWS
    if more <= 0:
        return lines
    return [*lines[:MOST_NEWS], f"Og {plural(more, 'ting', 'ting')} mere."]


def _lines(text: str) -> list[str]:
    """Return the lines of a text, without the dashes that somebody typed before them."""
    lines = [_FIRST_OF.sub("", line.strip()) for line in text.splitlines()]
    return [line for line in lines if line]


def _groups(case: Case, content: Mapping[str, Any], discretion: Discretion) -> list[DeedGroup]:
    """Sort the rows: the school's own first, then the whole class, the child, the home.

    What was agreed at a meeting and is not done stands among them, after the plan's own rows. A
    version that was frozen before agreements were kept in it has none, nor does one from before
    contact was asked say of a row that it is contact.
    """
    parents = [parent.name for parent in case.pupil.custody_holders.order_by("pk")]
    groups: dict[str, list[Deed]] = {"skole": [], "klasse": [], "barn": [], "hjem": []}
    for row in content["indsatser"]:
        if row["status"] in {Indsats.Status.AFSLUTTET, Indsats.Status.OPGIVET}:
            continue
        kind = _kind(row, case.pupil.first_name, parents)
        who, _, role = discretion.clean(row["who"], DEEDS).partition(",")
        groups[kind].append(
            Deed(
                who.strip(),
                role.strip(),
                discretion.clean(row["what"], DEEDS),
                _whole(discretion.clean(row["when"], DEEDS)),
                discretion.clean(row["works_when"], DEEDS),
                is_contact=row.get("is_contact", False),
            )
        )
    for row in content.get("agreements", []):
        who, _, role = discretion.clean(row["who"], DEEDS).partition(",")
        due = _whole(f"senest {plain_date(date.fromisoformat(row['due_on']))}")
        what = discretion.clean(row["what"], DEEDS)
        kind = _kind({"arena": "", **row}, case.pupil.first_name, parents)
        groups[kind].append(Deed(who.strip(), role.strip(), what, due, "", is_agreement=True))
    return [DeedGroup(kind, deeds) for kind, deeds in groups.items() if deeds]


def _kind(row: Mapping[str, str], child: str, parents: Collection[str]) -> str:
    if row["arena"] == Arena.KLASSE:
        return "klasse"
    who = row["who"]
    first_names = {name.split(" ", 1)[0] for name in parents if name}
    named = {name for name in first_names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", who)}
    # "Jonas, lærer" is no parent although the father is called Jonas, too.
    if _HOME.search(who) or (named and "," not in who):
        return "hjem"
    return "barn" if who.split(",", 1)[0].strip() == child else "skole"


def _promises(
    groups: Iterable[DeedGroup], child: str, adults: Collection[str], known: Collection[str]
) -> list[Promise]:
    """Say the plan's rows to the child. What was agreed at a meeting beside it is the adults'."""
    promises = []
    for group in groups:
        for deed in group.deeds:
            if deed.is_agreement:
                continue
            named = easy.first_names(easy.parents_to_child(deed.who, child), adults)
            who = "Du" if deed.who in known else named
            what = easy.promise(who, easy.to_child(deed.what, child))
            when = easy.to_child(deed.when, child)
            promises.append(Promise(group.kind, _open_ended(what), sentence(_open_ended(when))))
    return promises


def _open_ended(text: str) -> str:
    """Return a text without its full stop: the sheet sets its own."""
    return text.strip().rstrip(".")


def _room(said: Sequence[Said], promises: Sequence[Promise]) -> str:
    """Return how the room to draw finds its place on the child's page.

    An estimate in millimetres from the measures in sheet.css. "beside" and "tight" put it
    next to the last texts; what then still does not fit goes on to the next page.
    """
    left = 251.0 - 114
    left -= sum(2 + 7.6 * (1 + len(quote) // 66) for words in said for quote in words.quotes)
    for row in promises:
        left -= 2.2 + max(11, 6.7 * (2 + len(row.what) // 70 + len(row.when) // 70))
    sizes = ((84, "large"), (58, "middle"), (42, "small"), (19, "beside"))
    return next((size for least, size in sizes if left >= least), "tight")


def _meeting(coming: Appointment | None, child: str, discretion: Discretion) -> NextMeeting | None:
    if coming is None:
        return None
    day = coming.starts_at.date()
    until = clock(coming.ends_at).removeprefix("kl. ")
    return NextMeeting(
        when=sentence(_whole(f"{long_date(day)} {clock(coming.starts_at)}–{until}")),
        day_and_time=_whole(f"{weekday_date(day)} {clock(coming.starts_at)}"),
        place=sentence(_open_ended(discretion.clean(coming.place, MEETING))),
        child=takes_part(child, discretion.clean(coming.child_takes_part, MEETING)),
    )


def takes_part(child: str, said: str) -> str:
    """Return "Asta er med noget af mødet" from "er med noget af mødet"; other words as they are."""
    said = _open_ended(said)
    return f"{child} er{said[2:]}" if said.lower().startswith("er ") else sentence(said)


def _whole(text: str) -> str:
    """Keep a date and a time from being broken: "8. december" and "kl. 14.30"."""
    return re.sub(r"(\d\.|kl\.) ", rf"\1{NO_BREAK}", text)


def _follow_up(content: Mapping[str, Any], discretion: Discretion) -> str:
    if not content["next_follow_up_on"]:
        return ""
    day = long_date(date.fromisoformat(content["next_follow_up_on"]))
    who = discretion.clean(content["next_follow_up_by"], MEETING)
    return f"Vi følger op senest {day}. Det gør {who}." if who else f"Vi følger op senest {day}."


def _signers(ask: Ask, contact: Contact) -> list[Signer]:
    home = [Signer(parent.name, "forælder", reads=True) for parent in ask.recipient.parents]
    if not home:
        home = [Signer("", "forælder", reads=True)]
    school = [(contact.name, contact.role), *ask.colleagues]
    return home + [Signer(name, role, reads=False) for name, role in school]


def _texts(sheet: Sheet) -> dict[str, str]:
    """Return what people wrote themselves, by its heading on the sheet."""
    deeds = [deed for group in sheet.groups for deed in group.deeds]
    texts = {
        GOOD: "\n".join(sheet.going_well),
        TOGETHER: sheet.understood.text if sheet.understood else "",
        GOALS: "\n".join([sheet.overall_goal, *sheet.goals]),
        DEEDS: "\n".join(
            text for deed in deeds for text in (deed.role, deed.what, deed.when, deed.works_when)
        ),
        AWAY: "\n".join(sheet.when_away),
        WISHES: "\n".join(sheet.wishes or [sheet.no_wishes]),
    }
    # The child's own words are never corrected; to whom they were said is ours.
    sources = [said.source for said in sheet.said]
    texts[WORDS] = "\n".join(sources or [sheet.no_words])
    return texts


def _missing(case: Case, ask: Ask, sheet: Sheet) -> list[str]:
    for_class = any(
        group.kind == Arena.KLASSE and not deed.is_contact
        for group in sheet.groups
        for deed in group.deeds
    )
    deeds = [deed for group in sheet.groups for deed in group.deeds]
    unseen = [deed for deed in deeds if not (deed.works_when or deed.is_agreement)]
    headings = ask.content["headings"]
    return checks.lacking(
        (
            sheet.contact_role == TOVHOLDER,
            (
                f"Sagen har ingen tovholder. {sheet.tovholder} står som den, man ringer til. "
                "Udpeg en tovholder først, hvis I kan."
            ),
        ),
        (
            sheet.said or headings["no_child_words_reason"],
            f"{possessive(sheet.child)} egne ord er ikke med. Skriv i planen, hvorfor de mangler.",
        ),
        (sheet.going_well, "Der står ikke, hvad der går godt."),
        (sheet.goals, "Planen har intet mål endnu."),
        (sheet.groups, "Der står ikke, hvem der gør hvad."),
        (
            not sheet.groups or for_class,
            "Ingen indsats er for hele klassen. Er der noget, klassen kan gøre?",
        ),
        (not unseen, f"{len(unseen)} af rækkerne siger ikke, hvordan vi ser, at det virker."),
        (
            sheet.wishes or headings["no_parents_view_reason"],
            "Der står ikke, hvad forældrene ønsker.",
        ),
        (sheet.meeting, "Der er ikke aftalt et næste møde."),
        (sheet.tovholder_phone, f"{sheet.tovholder} har ikke et direkte telefonnummer."),
        (
            case.pupil.custody_holders.filter(has_custody=True).exists(),
            "Der er ingen forældre registreret. Skriv navnene på arket i hånden.",
        ),
        (sheet.absence, "Der er ikke læst fravær ind, så billedet af fraværet mangler."),
    ) + checks.too_many_goals(ask.content["goals"], MOST_GOALS)


def _about_hiding(case: Case, discretion: Discretion) -> list[str]:
    sentences = checks.hidden(discretion.found)
    if case.pupil.is_protected:
        sentences.insert(
            0,
            "Barnet har navne- og adressebeskyttelse. Skolens navn og klassen står ikke på "
            "papiret. Se efter, om mødestedet eller andre ord røber skolen.",
        )
    return sentences
