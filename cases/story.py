"""The story of a case as it is read: what has happened and what is to come, in one list."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from cases import timeline
from cases.actions import CORRECTABLE
from cases.actions.afdaekning import CLOSED_DRAWER, OPEN_DRAWER
from cases.coming import Coming, Entry
from cases.models import (
    AfterCheck,
    Attachment,
    Case,
    CaseReview,
    ChildStatement,
    Closing,
    Contact,
    Correction,
    Event,
    FocusChange,
    FollowUp,
    FollowUpRound,
    LevelChange,
    Note,
    Underretning,
    Vacancy,
)
from cases.models.record import EventKind
from cases.topics import TOPIC_OF, TOPICS, Reader
from kiss.lib.sql import fetch
from kiss.lib.text import plain_date, plural, possessive
from law.danish import short_date
from law.figures import World
from schools.models import User

ATTEMPTS = {
    ("telefon", "talt"): "Talte i telefon med {whom}",
    ("telefon", "intet-svar"): "Ringede til {whom}, intet svar",
    ("telefon", "besked"): "Ringede til {whom} og lagde besked",
    ("aula", "talt"): "Skrev sammen med {whom} på Aula",
    ("aula", "intet-svar"): "Skrev til {whom} på Aula, intet svar",
    ("aula", "besked"): "Skrev til {whom} på Aula",
    ("moede", "talt"): "Mødtes med {whom}",
    ("moede", "intet-svar"): "Ventede {whom} til et møde, ingen kom",
    ("moede", "besked"): "Inviterede {whom} til et møde",
    ("hjemmebesoeg", "talt"): "Var på hjemmebesøg hos {whom}",
    ("hjemmebesoeg", "intet-svar"): "Var på hjemmebesøg hos {whom}, ingen lukkede op",
    ("hjemmebesoeg", "besked"): "Var på hjemmebesøg hos {whom} og lagde besked",
    ("brev", "talt"): "Fik svar på et brev fra {whom}",
    ("brev", "intet-svar"): "Sendte brev til {whom}, intet svar",
    ("brev", "besked"): "Sendte brev til {whom}",
}


def story_of(
    case: Case,
    world: World,
    today: date,
    reader: Reader,
    *,
    topic: str = "",
    newest: int | None = None,
) -> list[Entry]:
    """Return a case's story, the future first and the oldest last; two queries.

    With `topic` only the lines of one, a key of TOPICS; with `newest` all that is to come and so
    many lines of what has been.

    Restricted notes and files and what the child said are told without their text; the two former
    lead on only for somebody who reads what is restricted. `world` is the pupil's calendar, which
    the statutory deadlines are counted in.
    """
    coming = Coming(case, today, reader)
    vacancies = Vacancy.objects.filter(case=case)
    missed = Underretning.objects.filter(case=case).exclude(missed_on=None)
    events = _events(case, reader, topic, newest)
    details = _Details(case, events, reads_restricted=reader.restricted)
    fetch(*details.questions, *coming.questions, vacancies, missed)
    by_clock = [*_vacancies(vacancies), *_missed(missed)] if topic in {"", "sagen"} else []
    past = [*_past(events, details), *by_clock]
    to_come = (entry for entry in coming.entries(world) if topic in {"", entry.topic})
    future = sorted(to_come, key=lambda entry: entry.on, reverse=True)
    # Python's sort keeps the order of equal days: what is planned stands above what was done.
    return sorted([*future, *past], key=lambda entry: entry.on, reverse=True)


def with_words(entries: Iterable[Entry], words: str) -> list[Entry]:
    """Return the lines in which all of some words stand, in any order, in any letters."""
    sought = words.casefold().split()
    return [entry for entry in entries if all(word in entry.words for word in sought)]


def contact_sentence(contact: Contact) -> str:
    """Return "Ringede til mor, intet svar"."""
    return ATTEMPTS[contact.channel, contact.outcome].format(whom=contact.with_whom)


def _events(case: Case, reader: Reader, topic: str, newest: int | None) -> list[Event]:
    own = Q(case=case) | Q(case=None, pupil=case.pupil_id, on__lte=case.opened_on)
    # On the day a version is locked, that the plan was saved says nothing more.
    locked = Event.objects.filter(case=case, kind=EventKind.PLAN_FROZEN, on=OuterRef("on"))
    rows = Event.objects.filter(own).exclude(Q(Exists(locked), kind=EventKind.PLAN_SAVED))
    if reader.untold:
        rows = rows.exclude(~Q(by=reader.user_id), kind__in=reader.untold)
    if topic:
        rows = rows.filter(kind__in=TOPICS[topic][1])
    return list(rows.select_related("by").order_by("-on", "-pk")[:newest])


def _past(events: Iterable[Event], details: "_Details") -> Iterator[Entry]:
    for event in events:
        text, detail, url = details.of(event)
        yield Entry(
            on=event.on,
            text=text,
            detail=detail,
            by=event.by.name,
            url=url,
            kind="law" if event.kind == EventKind.PLAN_1C_READY else "",
            topic=TOPIC_OF[EventKind(event.kind)],
            is_restricted=details.is_restricted(event),
            corrections=details.corrections_of(event),
            corrected_at=details.corrected_at(event),
        )


def _vacancies(rows: Iterable[Vacancy]) -> Iterator[Entry]:
    """Yield when the clock found that nobody could lead the case; no person wrote it."""
    for row in rows:
        solved = f"Løst {plain_date(row.solved_on)}" if row.solved_on else ""
        yield Entry(
            on=row.since,
            text=f"Sagen mangler tovholder: {row.get_cause_display()}"
            if not row.solved_on
            else f"Sagen manglede tovholder: {row.get_cause_display()}",
            detail=solved,
            by="systemet",
            topic="sagen",
        )


def _missed(rows: Iterable[Underretning]) -> Iterator[Entry]:
    """Yield when the clock found that a receipt had not come; no person wrote it."""
    for row in rows:
        if row.missed_on is not None:
            yield Entry(
                on=row.missed_on,
                text=f"Kvitteringen for underretning {row.number} kom ikke i tide",
                detail=f"Den kom {plain_date(row.receipt_on)}" if row.receipt_on else "",
                by="systemet",
                topic="sagen",
            )


class _Details:
    """What the lines of a story point to; a line alone holds only ids.

    `questions` are to be asked, in one statement, before anything is told.
    """

    def __init__(self, case: Case, events: list[Event], *, reads_restricted: bool) -> None:
        self.case = case
        self.reads_restricted = reads_restricted

        def named(rows: QuerySet[Any, Any], key: str) -> QuerySet[Any, Any]:
            return rows.filter(pk__in=[event.data[key] for event in events if key in event.data])

        ended = any(event.kind in {EventKind.CLOSED, EventKind.REOPENED} for event in events)
        self._rows = {
            "contacts": named(Contact.objects.all(), "contact"),
            "notes": named(Note.objects.all(), "note"),
            "attachments": named(Attachment.objects.all(), "attachment"),
            "statements": named(ChildStatement.objects.all(), "statement"),
            "follow_ups": named(FollowUp.objects.select_related("indsats"), "follow_up"),
            "reviews": named(CaseReview.objects.all(), "review"),
            "rounds": named(FollowUpRound.objects.annotate(asked=Count("follow_ups")), "round"),
            "levels": named(LevelChange.objects.all(), "change"),
            "checks": named(AfterCheck.objects.all(), "check"),
            "people": named(User.objects.all(), "user"),
            "lines": named(Event.objects.all(), "corrected"),
        }
        closings = Closing.objects.filter(case=case)
        self.closings = closings if ended else closings.none()
        self._corrections = (
            Correction.objects.filter(event__in=[event.pk for event in events])
            .select_related("by")
            .order_by("on", "pk")
        )
        self._focus = FocusChange.objects.filter(case=case)
        self.questions = [*self._rows.values(), self.closings, self._corrections, self._focus]

    def _row(self, kind: str, pk: Any) -> Any:
        return self._by_pk[kind].get(pk)

    @cached_property
    def _by_pk(self) -> dict[str, dict[int, Any]]:
        return {kind: {row.pk: row for row in rows} for kind, rows in self._rows.items()}

    @cached_property
    def corrections(self) -> dict[int, list[Correction]]:
        """What was added to each line, by its id."""
        found: dict[int, list[Correction]] = defaultdict(list)
        for row in self._corrections:
            found[row.event_id].append(row)
        return found

    @cached_property
    def focus(self) -> dict[tuple[date, int, str], str]:
        """Why the focus changed, by the day, the person and where it went."""
        return {
            (row.on, row.by_id, row.get_to_element_display()): row.reason for row in self._focus
        }

    def of(self, event: Event) -> tuple[str, str, str]:
        """Return the line of an event, a few words more, and where one reads on."""
        tell = {
            EventKind.OPENED: self._opened,
            EventKind.CLOSED: self._closed,
            EventKind.REOPENED: self._reopened,
            EventKind.AFTER_CHECKED: self._looked_after,
            EventKind.LEVEL_SET: self._level_set,
            EventKind.ROUND_HELD: self._round_held,
            EventKind.CONTACT_NOTED: self._contact,
            EventKind.NOTE_WRITTEN: self._note,
            EventKind.CORRECTED: self._corrected,
            EventKind.ATTACHMENT_ADDED: self._attached,
            EventKind.ATTACHMENT_REMOVED: self._unattached,
            EventKind.CHILD_SPOKE: self._child_spoke,
            EventKind.CHILD_WORDS_MOVED: self._child_words_moved,
            EventKind.TOOL_FILLED: self._tool,
            EventKind.TOOL_CORRECTED: self._tool,
            EventKind.FOLLOWED_UP: self._followed_up,
            EventKind.FOCUS_CHANGED: self._focus_changed,
            EventKind.TOVHOLDER_APPOINTED: self._appointed,
            EventKind.CASE_REVIEWED: self._reviewed,
            EventKind.COVER_SET: self._covered,
            EventKind.COVER_ENDED: self._uncovered,
            EventKind.HANDOVER_OFFERED: self._offered,
            EventKind.HANDOVER_DECLINED: self._declined,
            EventKind.INQUIRY_SENT: self._asked,
            EventKind.INQUIRY_ANSWERED: self._answered,
            EventKind.PARTICIPANT_ADDED: self._added,
            EventKind.PARTICIPANT_ENDED: self._ended,
            EventKind.UNDERRETNING_SENT: self._notified,
            EventKind.UNDERRETNING_RECEIVED: self._notified,
            EventKind.PLAN_SAVED: self._plan_saved,
            EventKind.PLAN_FROZEN: self._plan_frozen,
        }.get(EventKind(event.kind), self._plain)
        return tell(event)

    def corrections_of(self, event: Event) -> tuple[str, ...]:
        """Return what was added to a line; to a restricted note only that something was."""
        is_hidden = self.is_restricted(event)
        return tuple(
            f"Rettet {short_date(row.on)} af {row.by.name}{'' if is_hidden else f': {row.text}'}"
            for row in self.corrections[event.pk]
        )

    def corrected_at(self, event: Event) -> str:
        """Return where somebody who may read a line adds a correction to it; or nothing."""
        if event.kind not in CORRECTABLE or event.case_id is None:
            return ""
        if self.is_restricted(event) and not self.reads_restricted:
            return ""
        return reverse("cases:correct", args=[self.case.public_id, event.pk])

    def is_restricted(self, event: Event) -> bool:
        """Tell whether a line is about a restricted note or file."""
        note = self._row("notes", event.data.get("note"))
        file = self._row("attachments", event.data.get("attachment"))
        return any(row is not None and row.is_restricted for row in (note, file))

    def _corrected(self, event: Event) -> tuple[str, str, str]:
        line = self._row("lines", event.data.get("corrected"))
        if line is None:
            return self._plain(event)
        what = "et notat" if line.kind == EventKind.NOTE_WRITTEN else "en kontakt"
        return f"Rettede {what} fra {short_date(line.on)}", "", ""

    def _plain(self, event: Event) -> tuple[str, str, str]:
        return timeline.sentence(event), "", ""

    def _opened(self, event: Event) -> tuple[str, str, str]:
        return timeline.sentence(event), self.case.opened_because, ""

    def _closed(self, event: Event) -> tuple[str, str, str]:
        ended = [row for row in self.closings if row.pk == event.data.get("closing")]
        reason = ended[0].reason if ended else self.case.closing_reason
        return timeline.sentence(event), reason, ""

    def _reopened(self, event: Event) -> tuple[str, str, str]:
        again = [row for row in self.closings if row.reopened_on == event.on]
        text, _, _ = self._about_person(event, "Sagen blev åbnet igen med {name} som tovholder")
        return text, again[-1].reopened_because if again else "", ""

    def _looked_after(self, event: Event) -> tuple[str, str, str]:
        check = self._row("checks", event.data.get("check"))
        return timeline.sentence(event), check.note if check else "", ""

    def _level_set(self, event: Event) -> tuple[str, str, str]:
        change = self._row("levels", event.data.get("change"))
        return timeline.sentence(event), change.reason if change else "", ""

    def _round_held(self, event: Event) -> tuple[str, str, str]:
        row = self._row("rounds", event.data.get("round"))
        url = reverse("cases:element", args=[self.case.public_id, "opfoelgning"])
        if row is None:
            return self._plain(event)
        asked = plural(row.asked, "indsats", "indsatser")
        again = f" Tilbage til afdækningen: {row.reopens_because}" if row.reopens else ""
        return "Fulgte op sammen", f"{asked} gennemgået.{again}", url

    def _contact(self, event: Event) -> tuple[str, str, str]:
        contact = self._row("contacts", event.data.get("contact"))
        if contact is None:
            return self._plain(event)
        return contact_sentence(contact), contact.summary, ""

    def _note(self, event: Event) -> tuple[str, str, str]:
        note = self._row("notes", event.data.get("note"))
        if note is None:
            return self._plain(event)
        if note.is_restricted:
            url = reverse("cases:note", args=[self.case.public_id, note.pk])
            return (
                "Fortroligt notat",
                "kan læses af dem, der fører sagen",
                url if self.reads_restricted else "",
            )
        return "Notat", note.text, ""

    def _attached(self, event: Event) -> tuple[str, str, str]:
        row = self._row("attachments", event.data.get("attachment"))
        if row is None:
            return self._plain(event)
        if row.removed_on is not None:
            return timeline.sentence(event), "er taget af igen", ""
        url = reverse("cases:attachment", args=[self.case.public_id, row.number])
        if row.is_restricted:
            return (
                f"Fortroligt bilag {row.number}",
                "kan åbnes af dem, der fører sagen",
                url if self.reads_restricted else "",
            )
        about = f"{row.title} ({row.get_kind_display()}, {plain_date(row.dated_on)})"
        return f"Bilag {row.number}", about, url

    def _unattached(self, event: Event) -> tuple[str, str, str]:
        row = self._row("attachments", event.data.get("attachment"))
        is_told = row is not None and (self.reads_restricted or not row.is_restricted)
        return timeline.sentence(event), row.removed_because if row and is_told else "", ""

    def _child_spoke(self, event: Event) -> tuple[str, str, str]:
        statement = self._row("statements", event.data.get("statement"))
        text = f"{possessive(self.case.pupil.first_name)} egne ord skrevet ned"
        if statement is None or not statement.may_be_shared:
            return text, "i fortrolighed" if statement else "", ""
        return text, f"fortalt til {statement.said_to}", ""

    def _child_words_moved(self, event: Event) -> tuple[str, str, str]:
        drawer = event.data.get("drawer")
        text = {
            OPEN_DRAWER: "egne ord må nu vises for forældrene",
            CLOSED_DRAWER: "egne ord er nu fortrolige",
        }.get(drawer or "", "egne ord fik en anden skuffe")
        return f"{possessive(self.case.pupil.first_name)} {text}", "", ""

    def _tool(self, event: Event) -> tuple[str, str, str]:
        # Whoever may not read it finds there that it is confided, and whom to ask.
        url = reverse("cases:tool_entry", args=[self.case.public_id, event.data["entry"]])
        return timeline.sentence(event), "", url

    def _followed_up(self, event: Event) -> tuple[str, str, str]:
        answer = self._row("follow_ups", event.data.get("follow_up"))
        if answer is None:
            return self._plain(event)
        said = (
            f"Gjort: {answer.get_done_display()}. Virkede: {answer.get_worked_display()}. "
            f"{answer.adjustment}"
        )
        return f"Fulgte op på: {answer.indsats.what}", said.strip(), ""

    def _focus_changed(self, event: Event) -> tuple[str, str, str]:
        reason = self.focus.get((event.on, event.by_id, event.data.get("to")), "")
        return timeline.sentence(event), reason, ""

    def _appointed(self, event: Event) -> tuple[str, str, str]:
        return self._about_person(event, "{name} blev tovholder")

    def _reviewed(self, event: Event) -> tuple[str, str, str]:
        row = self._row("reviews", event.data.get("review"))
        # Said again in the same month, only the last answer has a text.
        is_last = row is not None and row.get_verdict_display() == event.data.get("verdict")
        said = f"{row.what} ({row.who})" if row and is_last and row.what else ""
        return timeline.sentence(event), said, ""

    def _covered(self, event: Event) -> tuple[str, str, str]:
        text, _, _ = self._about_person(event, "{name} er vikar for tovholderen")
        since, until = event.data.get("since", "?"), event.data.get("until", "?")
        return text, f"{since} til {until}", ""

    def _uncovered(self, event: Event) -> tuple[str, str, str]:
        return self._about_person(event, "{name} er ikke længere vikar for tovholderen")

    def _offered(self, event: Event) -> tuple[str, str, str]:
        return self._handed(event, "{name} blev spurgt om at tage over som tovholder")

    def _declined(self, event: Event) -> tuple[str, str, str]:
        return self._handed(event, "{name} sagde nej til at tage over som tovholder")

    def _handed(self, event: Event, said: str) -> tuple[str, str, str]:
        text, detail, _ = self._about_person(event, said)
        public_id = event.data.get("handover")
        is_told = public_id and self.reads_restricted
        return text, detail, reverse("cases:handover", args=[public_id]) if is_told else ""

    def _asked(self, event: Event) -> tuple[str, str, str]:
        return self._about_person(event, "{name} fik et spørgsmål fra tovholderen")

    def _answered(self, event: Event) -> tuple[str, str, str]:
        text, detail, _ = self._about_person(event, "{name} svarede på et spørgsmål")
        return text, detail, reverse("cases:element", args=[self.case.public_id, "afdaekning"])

    def _added(self, event: Event) -> tuple[str, str, str]:
        return self._about_person(event, "{name} blev knyttet til sagen")

    def _ended(self, event: Event) -> tuple[str, str, str]:
        return self._about_person(event, "{name} er ikke længere knyttet til sagen")

    def _about_person(self, event: Event, said: str) -> tuple[str, str, str]:
        person = self._row("people", event.data.get("user"))
        return said.format(name=person.name) if person else timeline.sentence(event), "", ""

    def _notified(self, event: Event) -> tuple[str, str, str]:
        args = [self.case.public_id, event.data["number"]]
        url = reverse("cases:underretning", args=args) if self.reads_restricted else ""
        return timeline.sentence(event), "", url

    def _plan_saved(self, event: Event) -> tuple[str, str, str]:
        return timeline.sentence(event), "", f"{self.case.get_absolute_url()}#plan"

    def _plan_frozen(self, event: Event) -> tuple[str, str, str]:
        number = event.data.get("number")
        if number is None:
            return self._plain(event)
        url = reverse("cases:plan_version", args=[self.case.public_id, number])
        return timeline.sentence(event), "", url
