"""What has been done about a pupil before and beside a case, as lines of a timeline."""

from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from absence.models import Flag, FlagChange, FlagDecision
from absence.sentences import SHORT_TITLES
from cases import timeline
from cases.models import Concern, Contact, Event
from cases.models.case import CaseQuerySet
from cases.models.record import EventKind
from cases.story import Entry, contact_sentence
from cases.topics import Reader
from kiss.lib.text import plain_date
from law.verdicts import RuleKey
from schools.models import Pupil

# Said by a line of their own, with more than the event knows.
TOLD_BETTER = (
    EventKind.CONTACT_NOTED,
    EventKind.FLAG_DECIDED,
    EventKind.FLAG_FOLLOWED,
    EventKind.CONCERN_VOICED,
)


def story_of_pupil(pupil: Pupil, cases: CaseQuerySet, since: date, reader: Reader) -> list[Entry]:
    """Return what has been done about a pupil since a day, newest first; a fixed number of queries.

    `cases` are those the reader may open: what happened in another case is not told, nor what
    those who only take part in one are not told there.
    """
    own = Q(case=None) | Q(case__in=cases)
    told = Q(by=reader.user_id) | ~Q(kind__in=reader.untold)
    talked = Q() if reader.home else Q(by=reader.user_id)
    entries = [
        *_events(Event.objects.filter(own, told, pupil=pupil, on__gte=since)),
        *_contacts(Contact.objects.filter(own, talked, pupil=pupil, on__gte=since)),
        *_decisions(FlagDecision.objects.filter(pupil=pupil, decided_on__gte=since)),
        *_concerns(Concern.objects.filter(own, pupil=pupil, noted_on__gte=since)),
        *_flags(FlagChange.objects.filter(flag__pupil=pupil, by=None, on__gte=since)),
    ]
    return sorted(entries, key=lambda entry: entry.on, reverse=True)


def _events(rows: QuerySet[Event]) -> list[Entry]:
    told = rows.exclude(kind__in=TOLD_BETTER).select_related("by", "case").order_by("-on", "-pk")
    return [
        Entry(
            on=row.on,
            text=timeline.sentence(row),
            detail=f"sag {row.case.number}" if row.case else "",
            by=row.by.name,
            url=row.case.get_absolute_url() if row.case else "",
        )
        for row in told
    ]


def _contacts(rows: QuerySet[Contact]) -> list[Entry]:
    return [
        Entry(on=row.on, text=contact_sentence(row), detail=row.summary, by=row.by.name)
        for row in rows.select_related("by").order_by("-on", "-pk")
    ]


def _decisions(rows: QuerySet[FlagDecision]) -> list[Entry]:
    return [
        Entry(
            on=row.decided_on,
            text=f"Taget stilling: {decision_words(row)}",
            detail=row.reason,
            by=row.by.name,
        )
        for row in rows.select_related("by", "case").order_by("-decided_on", "-pk")
    ]


def decision_words(row: FlagDecision) -> str:
    """Return a decision in words: "kig igen 1. december 2026", "tal med klassens team"."""
    match FlagDecision.Kind(row.kind):
        case FlagDecision.Kind.NO_ACTION:
            return "ingen handling nu"
        case FlagDecision.Kind.LOOK_AGAIN if row.look_again_on:
            return f"kig igen {plain_date(row.look_again_on)}"
        case FlagDecision.Kind.TALK:
            return f"tal med {row.talk_with}"
    return "følges i en sag"


def _concerns(rows: QuerySet[Concern]) -> list[Entry]:
    return [
        Entry(
            on=row.noted_on,
            text="En bekymring blev skrevet ned",
            detail=f"{row.get_voiced_by_display()} er bekymret",
            by=row.noted_by.name,
            url=reverse("cases:concern", args=[row.public_id]),
        )
        for row in rows.select_related("noted_by").order_by("-noted_on", "-pk")
    ]


def _flags(rows: QuerySet[FlagChange]) -> list[Entry]:
    words = {
        Flag.Status.NEW: "grænsen blev nået",
        Flag.Status.COMING: "grænsen kom nær",
        Flag.Status.WITHDRAWN: "flaget faldt bort",
    }
    return [
        Entry(
            # The limit was reached on its own day, whenever the numbers came in.
            on=row.on if row.from_status else row.flag.effective_on,
            text=f"{SHORT_TITLES[RuleKey(row.flag.rule)]}: {words[Flag.Status(row.to_status)]}",
            detail=row.because if row.to_status == Flag.Status.WITHDRAWN else "",
            kind="law",
        )
        # Every new spell of unlawful absence has a flag; they would drown what people have done.
        for row in rows.exclude(flag__rule=RuleKey.UNLAWFUL_CONTACT)
        .select_related("flag")
        .order_by("-on", "-pk")
        if row.to_status in words
    ]
