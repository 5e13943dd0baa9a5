"""How long each kind of record is kept, by model label.

A record with history is kept as long as its history. Nothing here deletes: municipal records may
only be destroyed by the rules of the National Archives, so every period below is a proposal until
the municipality's records manager has confirmed it. History tables follow their model.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Retention:
    """How long a kind of record is kept: years counted from an event, and why."""

    years: int | None
    counted_from: str
    because: str
    is_personal: bool = True
    is_verified: bool = False


CASE_FILE = Retention(
    5, "eleven forlader skolen", "sagens oplysninger følges ad; perioden er ikke bekræftet"
)
COMMUNITY = Retention(
    5, "skoleårets slutning", "læses i sagerne om klassens børn; perioden er ikke bekræftet"
)
ABSENCE = Retention(
    2, "skoleårets slutning", "tallene skal kunne forklares året efter; ikke bekræftet"
)
# In whole months: `LOOKUP_MONTHS`, 13 unless the municipality says otherwise.
LOOKUPS = Retention(
    1, "opslaget", "loggen slettes efter et interval, som kommunen fastsætter; ikke bekræftet"
)
SIGN_INS = Retention(
    1, "ændringen", "viser, hvem der har ændret, hvordan en bruger logger ind; ikke bekræftet"
)
OVERSIGHT = Retention(
    5, "svaret", "det skal kunne vises, at der er ført kontrol; perioden er ikke bekræftet"
)
RELATION = Retention(
    5, "forholdets ophør", "viser, hvem der ikke måtte se barnets sag; perioden er ikke bekræftet"
)
SEALS = Retention(None, "", "beviser, at loggen er hel; siger intet om nogen", is_personal=False)
STAFF = Retention(5, "rollens slutning", "hvem der gjorde hvad i en sag skal kunne læses med sagen")
CLICKS = Retention(1, "indsendelsen", "fanger et dobbelttryk på en knap", is_personal=False)
DRAFTS = Retention(
    1, "sidste tastetryk", "slettes efter 30 dage (DRAFT_DAYS); kun forfatteren kan læse dem"
)
OWN_CHOICES = Retention(None, "", "brugerens egne udvalg; slettes af brugeren", is_personal=False)
REFERENCE = Retention(None, "", "nødvendig for at forklare ældre beregninger", is_personal=False)

KEPT: dict[str, Retention] = {
    "schools.Municipality": REFERENCE,
    "schools.School": REFERENCE,
    "schools.SchoolClass": REFERENCE,
    "schools.Closure": REFERENCE,
    "schools.KomISkoleTeam": REFERENCE,
    "schools.FiguresVersion": REFERENCE,
    "schools.LegalReference": REFERENCE,
    "schools.User": STAFF,
    "schools.Membership": STAFF,
    "schools.TeamMember": STAFF,
    "schools.StaffReview": OVERSIGHT,
    "schools.Pupil": CASE_FILE,
    "schools.Enrolment": CASE_FILE,
    "schools.CustodyHolder": CASE_FILE,
    "schools.Lookup": LOOKUPS,
    "schools.SignInEvent": SIGN_INS,
    "schools.LookupSeal": LOOKUPS,
    "schools.Anchor": SEALS,
    "schools.WatchedDay": SEALS,
    "schools.Alarm": OVERSIGHT,
    "schools.ReadingReason": OVERSIGHT,
    "schools.RoleProposal": OVERSIGHT,
    "schools.Control": OVERSIGHT,
    "schools.ControlledLookup": OVERSIGHT,
    "cases.Case": CASE_FILE,
    "cases.CaseAccess": CASE_FILE,
    "cases.CaseParticipant": CASE_FILE,
    "cases.AfterCheck": CASE_FILE,
    "cases.CaseReview": CASE_FILE,
    "cases.Closing": CASE_FILE,
    "cases.ClosingAnswer": CASE_FILE,
    "cases.CatalogueEntry": REFERENCE,
    "cases.ConcernLevel": REFERENCE,
    "cases.FollowUpRound": CASE_FILE,
    "cases.GoalProgress": CASE_FILE,
    "cases.LevelChange": CASE_FILE,
    "cases.Cover": CASE_FILE,
    "cases.FocusChange": CASE_FILE,
    "cases.Vacancy": CASE_FILE,
    "cases.Handover": CASE_FILE,
    "cases.DeclaredRelation": RELATION,
    "cases.EmergencyAccess": OVERSIGHT,
    "cases.EmergencyTry": LOOKUPS,
    "cases.Concern": CASE_FILE,
    "cases.Handlingsplan1c": CASE_FILE,
    "cases.Perspective": CASE_FILE,
    "cases.ChildStatement": CASE_FILE,
    "cases.ToolEntry": CASE_FILE,
    "cases.Inquiry": CASE_FILE,
    "cases.ClassAnalysis": COMMUNITY,
    "cases.ClassPlan1c": COMMUNITY,
    "cases.Understanding": CASE_FILE,
    "cases.Handleplan": CASE_FILE,
    "cases.Goal": CASE_FILE,
    "cases.Indsats": CASE_FILE,
    "cases.FollowUp": CASE_FILE,
    "cases.PlanSection": CASE_FILE,
    "cases.PlanVersion": CASE_FILE,
    "cases.Consent": CASE_FILE,
    "cases.ConsentGiven": CASE_FILE,
    "cases.Contact": CASE_FILE,
    "cases.Correction": CASE_FILE,
    "cases.Event": CASE_FILE,
    "cases.Note": CASE_FILE,
    "cases.Attachment": CASE_FILE,
    "cases.AttachmentContent": CASE_FILE,
    "cases.Underretning": CASE_FILE,
    "cases.UnderretningPaper": CASE_FILE,
    "cases.Submission": CLICKS,
    "cases.Draft": DRAFTS,
    "cases.SavedFilter": OWN_CHOICES,
    "absence.Mark": ABSENCE,
    "absence.MarkChange": ABSENCE,
    "absence.Import": ABSENCE,
    "absence.QuarantinedLine": ABSENCE,
    "absence.ImportProfile": REFERENCE,
    "absence.Flag": CASE_FILE,
    "absence.FlagChange": CASE_FILE,
    "absence.FlagDecision": CASE_FILE,
    "absence.Judged": ABSENCE,
    "absence.ScanDay": REFERENCE,
    "meetings.Meeting": CASE_FILE,
    "meetings.Participant": CASE_FILE,
    "meetings.Agreement": CASE_FILE,
}
