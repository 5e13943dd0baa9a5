from cases.models.afdaekning import ChildStatement, Perspective
from cases.models.attachment import Attachment, AttachmentContent
from cases.models.case import Case, CaseAccess, CaseParticipant, FocusChange
from cases.models.catalogue import CatalogueEntry
from cases.models.class_analysis import ClassAnalysis
from cases.models.closing import AfterCheck, Closing, ClosingAnswer
from cases.models.concern import ClassPlan1c, Concern, Handlingsplan1c, Plan1c
from cases.models.consent import Consent, ConsentGiven
from cases.models.cover import Cover
from cases.models.draft import Draft
from cases.models.emergency import EmergencyAccess, EmergencyTry
from cases.models.filters import SavedFilter
from cases.models.handover import Handover
from cases.models.inquiry import Inquiry
from cases.models.level import ConcernLevel, LevelChange
from cases.models.plan import (
    FollowUp,
    FollowUpRound,
    Goal,
    GoalProgress,
    Handleplan,
    Indsats,
    PlanSection,
    PlanVersion,
)
from cases.models.record import Contact, Correction, Event, Note, Submission
from cases.models.relation import DeclaredRelation
from cases.models.review import CaseReview
from cases.models.tool_entry import ToolEntry
from cases.models.underretning import Underretning, UnderretningPaper
from cases.models.understanding import Understanding
from cases.models.vacancy import Vacancy

__all__ = [
    "AfterCheck",
    "Attachment",
    "AttachmentContent",
    "Case",
    "CaseAccess",
    "CaseParticipant",
    "CaseReview",
    "CatalogueEntry",
    "ChildStatement",
    "ClassAnalysis",
    "ClassPlan1c",
    "Closing",
    "ClosingAnswer",
    "Concern",
    "ConcernLevel",
    "Consent",
    "ConsentGiven",
    "Contact",
    "Correction",
    "Cover",
    "DeclaredRelation",
    "Draft",
    "EmergencyAccess",
    "EmergencyTry",
    "Event",
    "FocusChange",
    "FollowUp",
    "FollowUpRound",
    "Goal",
    "GoalProgress",
    "Handleplan",
    "Handlingsplan1c",
    "Handover",
    "Indsats",
    "Inquiry",
    "LevelChange",
    "Note",
    "Perspective",
    "Plan1c",
    "PlanSection",
    "PlanVersion",
    "SavedFilter",
    "Submission",
    "ToolEntry",
    "Underretning",
    "UnderretningPaper",
    "Understanding",
    "Vacancy",
]
