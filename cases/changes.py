"""The history of a case as a person reads it: who, when, and each field before and after."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Field, ForeignKey, Model
from django.utils.timezone import localtime

from cases.models import (
    AfterCheck,
    Attachment,
    Case,
    CaseParticipant,
    CaseReview,
    CatalogueEntry,
    ChildStatement,
    ClassAnalysis,
    ClassPlan1c,
    Closing,
    ClosingAnswer,
    Concern,
    ConcernLevel,
    Consent,
    ConsentGiven,
    Contact,
    Cover,
    FocusChange,
    FollowUp,
    FollowUpRound,
    Goal,
    GoalProgress,
    Handleplan,
    Handlingsplan1c,
    Handover,
    Indsats,
    Inquiry,
    LevelChange,
    Note,
    Perspective,
    PlanVersion,
    ToolEntry,
    Underretning,
    Understanding,
    Vacancy,
)
from cases.models.tool_entry import answers_in_words
from cases.phases import Sign
from kiss.lib.text import clock, month_year, plain_date
from meetings.models import Agreement, Meeting
from schools.models import User

# Fields that say nothing to a reader, or that another line of the history says already.
SILENT: Final = {
    "id",
    "public_id",
    "version",
    "saved_at",
    "saved_by",
    "position",
    "noted_at",
    "case",
    "plan",
    "school_class",
    "indsats",
    "concern",
    "pupil",
    "school",
    "number",
    "by",
    "noted_by",
    "added_on",
    "to_school",
    "file_kind",
    "size",
    "sha256",
    "sent_sha256",
    "understanding_from",
    "consent",
    "holder",
    "attachment",
    "content",
    "corrects",
    "missed_on",
    "closing",
    "round",
    "goal",
    "meeting",
    "called_by",
    "frozen_by",
    "frozen_at",
    "plan_version",
    "signpost",
}
# What a line of its own tells.
ALSO_SILENT: Final[dict[type[Model], set[str]]] = {
    Case: {"focus", "closed_on", "closing_reason"},
    GoalProgress: {"said"},
}
# Fields that say nothing in a case, and something in what the municipality sets up itself.
SPOKEN: Final = {"position"}
SET_UP: Final = (CatalogueEntry, ConcernLevel)
# What the model does not name in Danish, because no form shows it.
LABELS: Final = {
    "user": "Person",
    "decided_by": "Afgjort af",
    "responsible": "Ansvarlig",
    "removed_by": "Hvem tog det af",
    "withdrawn_by": "Hvem noterede det",
    "sent_by": "Hvem noterede det",
    "receipt_by": "Hvem noterede kvitteringen",
    "discarded_by": "Hvem lagde den væk",
}
# What a save is called: the first time, when something was changed, when it was taken away.
SAVES: Final[dict[type[Model], tuple[str, str, str]]] = {
    Case: ("Sagen oprettet", "Sagen ændret", ""),
    CaseParticipant: ("En person kom på sagen", "En persons del i sagen ændret", ""),
    CaseReview: ("Gennemgået", "Gennemgang rettet", ""),
    Cover: ("Vikar valgt", "Vikar ændret", "Vikar taget af"),
    Vacancy: ("Sagen mangler tovholder", "Sagen har en tovholder igen", ""),
    Handover: ("Spurgt om at tage over", "Svar på at tage over", ""),
    FocusChange: ("Fokus flyttet", "Skift af fokus rettet", ""),
    LevelChange: ("Bekymring vurderet", "Vurdering af bekymring rettet", ""),
    Closing: ("Sagen afsluttet", "Sagen åbnet igen", ""),
    ClosingAnswer: ("Svar på pejlemærket: {about}", "Svar på pejlemærket rettet: {about}", ""),
    AfterCheck: ("Dag aftalt for at se efter", "Set efter, hvordan det går", ""),
    Concern: ("Bekymring skrevet ned", "Bekymring besvaret", ""),
    Handlingsplan1c: (
        "Handlingsplan efter § 1 c begyndt",
        "Handlingsplan efter § 1 c rettet",
        "",
    ),
    ClassPlan1c: (
        "Klassens handlingsplan efter § 1 c begyndt",
        "Klassens handlingsplan efter § 1 c rettet",
        "",
    ),
    Perspective: ("Beskrevet: {about}", "Rettet: {about}", ""),
    ClassAnalysis: ("Klassefællesskabet beskrevet", "Beskrivelsen rettet", ""),
    Inquiry: ("En kollega spurgt", "Spørgsmål til en kollega ændret", ""),
    Understanding: ("Den fælles forståelse skrevet", "Den fælles forståelse rettet", ""),
    ChildStatement: ("Barnets ord skrevet ned", "Barnets ord lagt om", ""),
    ToolEntry: ("Redskab udfyldt: {about}", "Redskab rettet: {about}", ""),
    Handleplan: ("Handleplanen begyndt", "Handleplanen rettet", ""),
    Goal: ("Nyt mål: {about}", "Mål rettet: {about}", "Mål taget ud: {about}"),
    Indsats: ("Ny indsats: {about}", "Indsats rettet: {about}", "Indsats taget ud: {about}"),
    FollowUpRound: ("Opfølgning holdt", "Opfølgning rettet", ""),
    GoalProgress: ("Så langt er målet: {about}", "Fremgang rettet: {about}", ""),
    PlanVersion: ("Handleplanen låst som version {about}", "Version {about} rettet", ""),
    Meeting: ("Møde indkaldt", "Mødet ændret", ""),
    Agreement: ("Aftale: {about}", "Aftale ændret: {about}", "Aftale taget ud: {about}"),
    FollowUp: ("Fulgt op på indsatsen: {about}", "Opfølgning rettet: {about}", ""),
    Contact: ("Kontakt med hjemmet noteret", "Kontakt rettet", ""),
    Note: ("Notat skrevet", "Notat rettet", ""),
    Consent: ("Samtykke skrevet ned", "Samtykke rettet", ""),
    ConsentGiven: ("Samtykke givet", "Samtykke trukket tilbage", ""),
    Underretning: ("Underretning {about} skrevet", "Underretning {about}: noteret", ""),
    Attachment: ("Bilag {about} lagt på sagen", "Bilag {about} taget af sagen", ""),
    CatalogueEntry: ("Ny i kataloget: {about}", "Rettet: {about}", "Slettet: {about}"),
    ConcernLevel: ("Nyt trin: {about}", "Trin rettet: {about}", "Trin slettet: {about}"),
}
# What such a save is about.
ABOUT: Final[dict[type[Model], Callable[[Any], str]]] = {
    Perspective: lambda row: row.get_angle_display().lower(),
    ToolEntry: lambda row: row.get_tool_display(),
    Indsats: lambda row: row.what,
    Goal: lambda row: row.text,
    GoalProgress: lambda row: row.said,
    PlanVersion: lambda row: row.number,
    ClosingAnswer: lambda row: row.get_signpost_display(),
    Agreement: lambda row: row.what,
    Attachment: lambda row: row.number,
    Underretning: lambda row: row.number,
    CatalogueEntry: lambda row: row.title,
    ConcernLevel: lambda row: row.name,
}
WITHDRAWN: Final = "Klassens handlingsplan efter § 1 c trukket tilbage"
TAKEN_AWAY: Final = "Taget ud"
SYSTEM: Final = "systemet"
HIDDEN: Final = "fortroligt"
ELSEWHERE: Final = "læses på sin egen side"
# What is read where it stands, by those who may: here only that it was saved, and its days.
NEVER_TOLD: Final[dict[type[Model], tuple[str, ...]]] = {
    Handover: ("reason", "story", "answer_note"),
    Inquiry: ("question", "declined_because"),
    Meeting: ("minutes",),
    Consent: ("information", "recipient", "purpose"),
    ConsentGiven: ("note", "withdrawn_note"),
    Underretning: (
        *("ground", "recipient", "channel", "sent_note"),
        *("discarded_because", "receipt_from", "receipt_answer"),
    ),
}
TAKEN_OFF: Final = "taget af"
# What those who take part in a case, and do not lead it, are not told.
HOME: Final = frozenset[type[Model]]({Contact})
MEETINGS: Final = frozenset[type[Model]]({Meeting, Agreement})
STEERING: Final = frozenset[type[Model]]({CaseReview, Cover, Handover, Vacancy})


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field, what it said before and what after; `before` is empty for a new row."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One save: what was changed, by whom, when, why if it was said, and the fields."""

    at: datetime
    by: str
    what: str
    reason: str
    fields: tuple[FieldChange, ...]


def history_of(case: Case, untold: Collection[type[Model]] = frozenset()) -> list[HistoryLine]:
    """Return everything that was saved in a case, the newest first; a fixed number of queries.

    Nothing is told of `untold`, sets such as HOME, MEETINGS and STEERING.

    The text of a restricted note is never among it, nor what a restricted file is, nor what the
    child said in confidence: those are read where they stand.
    """
    rows = list(_rows(case, untold))
    names = _Names(rows)
    lines: list[HistoryLine] = []
    for model, versions in rows:
        lines += _lines(model, versions, names)
    return sorted(lines, key=lambda line: line.at, reverse=True)


def history_of_class(analysis: ClassAnalysis) -> list[HistoryLine]:
    """Return every save of what is written of a class's community, the newest first."""
    saves = ClassAnalysis.history.filter(id=analysis.pk).select_related("history_user")
    rows = list(saves.order_by("history_id"))
    lines = _lines(ClassAnalysis, rows, _Names([(ClassAnalysis, rows)]))
    return sorted(lines, key=lambda line: line.at, reverse=True)


def history_of_class_plan(plan: ClassPlan1c) -> list[HistoryLine]:
    """Return every save of a class's statutory plan, the newest first."""
    saves = ClassPlan1c.history.filter(id=plan.pk).select_related("history_user")
    rows = list(saves.order_by("history_id"))
    lines = _lines(ClassPlan1c, rows, _Names([(ClassPlan1c, rows)]))
    return sorted(lines, key=lambda line: line.at, reverse=True)


def history_of_setup(model: type[Model], pk: int | None = None) -> list[HistoryLine]:
    """Return what people have changed in the catalogue or the scale, or one row of it."""
    saves = model.history.select_related("history_user")  # type: ignore[attr-defined]
    rows = list((saves.filter(id=pk) if pk else saves.all()).order_by("id", "history_id"))
    lines = _lines(model, rows, _Names([(model, rows)]))
    if pk is None:
        lines = (line for line in lines if line.by != SYSTEM)
    return sorted(lines, key=lambda line: line.at, reverse=True)


def _rows(case: Case, untold: Collection[type[Model]]) -> Iterator[tuple[type[Model], list[Any]]]:
    closings = Closing.history.filter(case=case)
    rounds = FollowUpRound.history.filter(case=case)
    meetings = Meeting.history.filter(case=case)
    plans = Handleplan.history.filter(case=case)
    indsatser = Indsats.history.filter(plan__in=plans.values("id"))
    for model, rows in (
        (Case, Case.history.filter(id=case.pk)),
        (CaseParticipant, CaseParticipant.history.filter(case=case)),
        (CaseReview, CaseReview.history.filter(case=case)),
        (Cover, Cover.history.filter(case=case)),
        (Vacancy, Vacancy.history.filter(case=case)),
        (Handover, Handover.history.filter(case=case)),
        (FocusChange, FocusChange.history.filter(case=case)),
        (LevelChange, LevelChange.history.filter(case=case)),
        (Closing, closings),
        (ClosingAnswer, ClosingAnswer.history.filter(closing__in=closings.values("id"))),
        (AfterCheck, AfterCheck.history.filter(closing__in=closings.values("id"))),
        (Concern, Concern.history.filter(id__in=case.concerns.values("pk"))),
        (Handlingsplan1c, Handlingsplan1c.history.filter(concern__case=case)),
        (Perspective, Perspective.history.filter(case=case)),
        (Inquiry, Inquiry.history.filter(case=case)),
        (Understanding, Understanding.history.filter(case=case)),
        (ChildStatement, ChildStatement.history.filter(case=case)),
        (ToolEntry, ToolEntry.history.filter(case=case)),
        (Handleplan, plans),
        (Goal, Goal.history.filter(plan__in=plans.values("id"))),
        (Indsats, indsatser),
        (FollowUp, FollowUp.history.filter(indsats__in=indsatser.values("id"))),
        (FollowUpRound, rounds),
        (GoalProgress, GoalProgress.history.filter(round__in=rounds.values("id"))),
        (PlanVersion, PlanVersion.history.filter(case=case)),
        (Meeting, meetings),
        (Agreement, Agreement.history.filter(meeting__in=meetings.values("id"))),
        (Contact, Contact.history.filter(case=case)),
        (Note, Note.history.filter(case=case)),
        (Consent, Consent.history.filter(case=case)),
        (ConsentGiven, ConsentGiven.history.filter(consent__case=case)),
        (Underretning, Underretning.history.filter(case=case)),
        (Attachment, Attachment.history.filter(case=case)),
    ):
        if model not in untold:
            yield model, list(rows.select_related("history_user").order_by("id", "history_id"))


class _Names:
    """The people that the history mentions, fetched at once, and its indsatser by their id."""

    def __init__(self, rows: Iterable[tuple[type[Model], list[Any]]]) -> None:
        ids: set[int] = set()
        for model, versions in rows:
            for field in _told(model):
                if isinstance(field, ForeignKey) and field.related_model is User:
                    ids |= {getattr(row, field.attname) for row in versions}
        self.levels = ConcernLevel.objects.in_bulk() if self._has(rows, LevelChange) else {}
        self.indsatser = {
            row.id: row.what for model, versions in rows if model is Indsats for row in versions
        }
        self.people = User.objects.in_bulk([pk for pk in ids if pk])

    @staticmethod
    def _has(rows: Iterable[tuple[type[Model], list[Any]]], wanted: type[Model]) -> bool:
        return any(model is wanted and versions for model, versions in rows)

    def of(self, pk: int | None) -> str:
        person = self.people.get(pk or 0)
        return person.name if person else ""

    def said(self, field: ForeignKey, pk: int) -> str:
        """Return what a field refers to: a person, or a step of the scale; else nothing."""
        if field.related_model is ConcernLevel:
            return str(self.levels.get(pk, ""))
        return self.of(pk) if field.related_model is User else ""


def _lines(model: type[Model], versions: list[Any], names: _Names) -> Iterator[HistoryLine]:
    by_object: dict[int, list[Any]] = defaultdict(list)
    for row in versions:
        by_object[row.id].append(row)
    for history in by_object.values():
        hidden = _hidden(model, history[-1])
        for before, after in zip([None, *history], history, strict=False):
            fields = _fields(model, before, after, names, hidden)
            if not fields and after.history_type == "~":
                continue
            yield HistoryLine(
                at=after.history_date,
                by=after.history_user.name if after.history_user else SYSTEM,
                what=_what(model, after, names),
                reason=after.history_change_reason or "",
                fields=() if after.history_type == "-" else tuple(fields),
            )


def _what(model: type[Model], row: Any, names: _Names) -> str:
    """Return what was done in words: "Ny indsats: Makkerpar"."""
    if model is ClassPlan1c and row.withdrawn_on:  # nothing is saved in it afterwards
        return WITHDRAWN
    words = SAVES[model]["+~-".index(row.history_type)] or TAKEN_AWAY
    if model is FollowUp:
        about = names.indsatser.get(row.indsats_id, "")
    else:
        about = ABOUT[model](row) if model in ABOUT else ""
    return words.format_map({"about": about})


def _hidden(model: type[Model], now: Any) -> dict[str, str]:
    """Return the fields that are told in no save of a row, with what is said instead."""
    if model is Note and now.is_restricted:
        return {"text": HIDDEN}
    if model is ChildStatement and not now.may_be_shared:
        return {"text": HIDDEN, "said_to": HIDDEN}
    if model is ToolEntry and not now.may_be_shared:
        return dict.fromkeys(("answers", "done_by", "with_whom"), HIDDEN)
    if model is Attachment and now.is_restricted:
        return dict.fromkeys(("kind", "title", "removed_because"), HIDDEN)
    if model is Attachment and now.removed_on:
        # What was laid on the wrong case may be about somebody else.
        return dict.fromkeys(("kind", "title"), TAKEN_OFF)
    return dict.fromkeys(NEVER_TOLD.get(model, ()), ELSEWHERE)


def _fields(
    model: type[Model], before: Any, after: Any, names: _Names, hidden: dict[str, str]
) -> list[FieldChange]:
    found = []
    for field in _told(model):
        said = _said(field, after, names)
        had = _said(field, before, names) if before is not None else ""
        if said == had or (before is None and getattr(after, field.attname) is False):
            continue
        if field.name in hidden:
            said, had = hidden[field.name], ""
        label = LABELS.get(field.name, str(field.verbose_name))
        found.append(FieldChange(label[:1].upper() + label[1:], had, said))
    return found


def _told(model: type[Model]) -> list[Field]:
    silent = SILENT - SPOKEN if model in SET_UP else SILENT | ALSO_SILENT.get(model, set())
    return [field for field in model._meta.concrete_fields if field.name not in silent]


def _said(field: Field, row: Any, names: _Names) -> str:
    value = getattr(row, field.attname)
    if value in (None, "", []):
        return ""
    if isinstance(value, dict):
        return answers_in_words(row.tool, value)
    if isinstance(field, ForeignKey):
        return names.said(field, value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, date):
        return _day(field, value)
    if isinstance(value, list):
        return ", ".join(Sign(sign).label if sign in Sign else str(sign) for sign in value)
    return str(value)


def _day(field: Field, value: date) -> str:
    if isinstance(value, datetime):
        local = localtime(value)
        return f"{plain_date(local.date())} {clock(local)}"
    return month_year(value) if field.name == "month" else plain_date(value)
