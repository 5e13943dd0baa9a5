"""What is written down along the way: events, contacts and notes."""

from django.db import models
from simple_history.models import HistoricalRecords

from cases.models.case import Case
from kiss.lib.models import KeptQuerySet
from schools.models import Pupil, User


class EventKind(models.TextChoices):
    """The sentences of the story. The holes are filled from `Event.data`: dates and numbers."""

    OPENED = "opened", "Sagen blev oprettet"
    CLOSED = "closed", "Sagen blev afsluttet"
    REOPENED = "reopened", "Sagen blev åbnet igen"
    AFTER_CHECKED = "after-checked", "Eftertjek efter {weeks} skoleuger: {verdict}"
    LEVEL_SET = "level-set", "Bekymring vurderet: {level}"
    TOVHOLDER_APPOINTED = "tovholder-appointed", "Ny tovholder udpeget"
    HANDOVER_OFFERED = "handover-offered", "En anden blev spurgt, om de vil være tovholder"
    HANDOVER_DECLINED = "handover-declined", "Den, der blev spurgt, sagde nej til at tage over"
    HANDOVER_WITHDRAWN = "handover-withdrawn", "Spørgsmålet om at tage over blev trukket tilbage"
    CASE_MOVED = "case-moved", "Sagen fulgte med barnet til en ny skole"
    CASE_REVIEWED = "case-reviewed", "Månedens gennemgang: {verdict}"
    COVER_SET = "cover-set", "En vikar for tovholderen fra {since} til {until}"
    COVER_ENDED = "cover-ended", "Vikaren for tovholderen stoppede"
    PARTICIPANT_ADDED = "participant-added", "En person blev knyttet til sagen"
    PARTICIPANT_ENDED = "participant-ended", "En person er ikke længere knyttet til sagen"
    CONSENT_GIVEN = "consent-given", "Samtykke givet: {who}"
    CONSENT_WITHDRAWN = "consent-withdrawn", "Samtykke trukket tilbage: {who}"
    FOCUS_CHANGED = "focus-changed", "Fokus flyttet til {to}"
    CONCERN_VOICED = "concern-voiced", "En bekymring blev skrevet ned"
    CONCERN_DECIDED = "concern-decided", "En bekymring blev afgjort"
    PLAN_1C_SAVED = "plan-1c-saved", "Handlingsplanen efter § 1 c blev gemt"
    PLAN_1C_READY = "plan-1c-ready", "Handlingsplanen efter § 1 c er færdig"
    PLAN_1C_REVISED = "plan-1c-revised", "Handlingsplanen efter § 1 c blev revideret"
    FLAG_DECIDED = "flag-decided", "Der blev taget stilling til et flag: {decision}"
    FLAG_FOLLOWED = "flag-followed", "Følges i sagen: {flags}"
    PERSPECTIVE_SAVED = "perspective-saved", "Perspektiv beskrevet: {angle}"
    UNDERSTANDING_SAVED = "understanding-saved", "Den fælles forståelse blev gemt"
    CLASS_ANALYSED = "class-analysed", "Klassens fællesskab blev beskrevet"
    INQUIRY_SENT = "inquiry-sent", "En kollega blev spurgt"
    INQUIRY_ANSWERED = "inquiry-answered", "En kollega svarede på et spørgsmål"
    INQUIRY_DECLINED = "inquiry-declined", "En kollega kunne ikke svare på et spørgsmål"
    INQUIRY_WITHDRAWN = "inquiry-withdrawn", "Et spørgsmål til en kollega blev trukket tilbage"
    CHILD_SPOKE = "child-spoke", "Barnets egne ord blev skrevet ned"
    CHILD_WORDS_MOVED = "child-words-moved", "Barnets ord: {drawer}"
    TOOL_FILLED = "tool-filled", "Redskab udfyldt: {tool}"
    TOOL_CORRECTED = "tool-corrected", "Redskab rettet: {tool}"
    TOOL_MOVED = "tool-moved", "{tool}: {drawer}"
    PLAN_SAVED = "plan-saved", "Handleplanen blev gemt"
    PLAN_FROZEN = "plan-frozen", "Handleplan version {number} blev låst"
    PLAN_PRINTED = "plan-printed", "Handleplanen blev printet til mødet"
    FOLLOWED_UP = "followed-up", "Der blev fulgt op på en indsats"
    ROUND_HELD = "round-held", "Opfølgning holdt på hele planen"
    CONTACT_NOTED = "contact-noted", "Kontakt noteret"
    NOTE_WRITTEN = "note-written", "Notat skrevet"
    ATTACHMENT_ADDED = "attachment-added", "Bilag {number} blev lagt på sagen"
    ATTACHMENT_REMOVED = "attachment-removed", "Bilag {number} blev taget af sagen"
    UNDERRETNING_SENT = "underretning-sent", "Underretning {number} blev sendt"
    UNDERRETNING_RECEIVED = "underretning-received", "Kvittering for underretning {number}"
    MEETING_CALLED = "meeting-called", "Netværksmøde indkaldt til {when}"
    MEETING_MOVED = "meeting-moved", "Netværksmøde flyttet til {when}"
    MEETING_CANCELLED = "meeting-cancelled", "Netværksmødet {when} blev aflyst"
    MEETING_HELD = "meeting-held", "Netværksmøde holdt"
    CORRECTED = "corrected", "Rettelse til tidslinjen"
    EMERGENCY_OPENED = "emergency-opened", "Sagen blev åbnet i nødadgang {when}"
    EMERGENCY_STOPPED = "emergency-stopped", "Nødadgangen sluttede {when}"
    EMERGENCY_REVIEWED = "emergency-reviewed", "Nødadgangen blev efterset: {verdict}"


# What is told of an emergency access. It gives nobody a task in the case.
EMERGENCIES = (
    EventKind.EMERGENCY_OPENED,
    EventKind.EMERGENCY_STOPPED,
    EventKind.EMERGENCY_REVIEWED,
)


def event_kinds() -> list[tuple[str, str]]:
    """Return the kinds; a function, so that a new sentence makes no migration."""
    return list(EventKind.choices)


class Event(models.Model):
    """One line of a case's story. `data` holds dates, numbers and labels, never names."""

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="events"
    )
    # Before there is a case, a decision about a flag or a concern belongs to the child alone.
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField("hændelse", max_length=40, choices=event_kinds)
    on = models.DateField("dato")
    at = models.DateTimeField("skrevet", auto_now_add=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = "hændelse"
        verbose_name_plural = "hændelser"
        indexes = [
            models.Index(name="event_by_case", fields=["case", "-on", "-id"]),
            models.Index(name="event_by_pupil", fields=["pupil", "-on", "-id"]),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.kind}"


class Submission(models.Model):
    """A form that was sent in: the second click on a button finds where the first one led."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="submissions")
    # Made when the form was shown; says nothing about what was in it.
    form_id = models.CharField(max_length=32)
    address = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField("sendt", auto_now_add=True)

    class Meta:
        verbose_name = "indsendt formular"
        verbose_name_plural = "indsendte formularer"
        constraints = [models.UniqueConstraint(name="submission_once", fields=["user", "form_id"])]

    def __str__(self) -> str:
        return self.form_id


class Contact(models.Model):
    """A contact with the home, or an attempt. Attempts count."""

    class Channel(models.TextChoices):
        TELEFON = "telefon", "telefon"
        AULA = "aula", "Aula"
        MOEDE = "moede", "møde"
        HJEMMEBESOEG = "hjemmebesoeg", "hjemmebesøg"
        BREV = "brev", "brev"

    class Outcome(models.TextChoices):
        TALT = "talt", "talte sammen"
        INTET_SVAR = "intet-svar", "intet svar"
        BESKED = "besked", "lagde besked"

    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="contacts")
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="contacts"
    )
    on = models.DateField("dato")
    with_whom = models.CharField("med hvem", max_length=160)
    channel = models.CharField("hvordan", max_length=20, choices=Channel)
    outcome = models.CharField("resultat", max_length=20, choices=Outcome)
    summary = models.TextField("kort om samtalen", blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField("noteret", auto_now_add=True)

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "kontakt"
        verbose_name_plural = "kontakter"

    def __str__(self) -> str:
        return f"{self.on} {self.get_channel_display()}: {self.get_outcome_display()}"


class Note(models.Model):
    """A note. Of a restricted one everybody on the case sees that it exists, and nothing else."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    on = models.DateField("dato")
    text = models.TextField("notat")
    is_restricted = models.BooleanField("kun for dem, der fører sagen", default=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField("skrevet", auto_now_add=True)

    history = HistoricalRecords()
    objects = KeptQuerySet.as_manager()

    class Meta:
        verbose_name = "notat"
        verbose_name_plural = "notater"

    def __str__(self) -> str:
        return f"Notat {self.on}"


class Correction(models.Model):
    """What is wrong or lacking in a line of the story. The line stays as it was written."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="corrections")
    text = models.TextField("rettelse")
    on = models.DateField("dato")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField("skrevet", auto_now_add=True)

    class Meta:
        verbose_name = "rettelse"
        verbose_name_plural = "rettelser"

    def __str__(self) -> str:
        return f"Rettelse {self.on}"
