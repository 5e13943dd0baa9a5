"""The forms of the cases: they check what was typed, and `cases.actions` does the rest."""

from cases.forms.attachments import AttachmentForm, RemoveAttachmentForm
from cases.forms.cases import (
    FocusForm,
    OpenCaseForm,
    ParticipantForm,
)
from cases.forms.class_analysis import ClassAnalysisForm
from cases.forms.concerns import (
    ClassPlanDayForm,
    ClassPlanForm,
    ClassPlanWithdrawForm,
    ConcernForm,
    DecisionForm,
    Plan1cForm,
    ReadyForm,
    RevisionForm,
)
from cases.forms.handovers import AnswerForm, HandoverForm
from cases.forms.inquiries import InquiryAnswerForm, InquiryDeclineForm, InquiryForm
from cases.forms.oversight import ReadOnForm
from cases.forms.plan_page import PlanPage
from cases.forms.records import (
    ChildWordsForm,
    ContactForm,
    CorrectionForm,
    FollowUpForm,
    LetterForm,
    NoteForm,
    PerspectiveForm,
    StorySearchForm,
)
from cases.forms.understanding import UnderstandingForm

__all__ = [
    "AnswerForm",
    "AttachmentForm",
    "ChildWordsForm",
    "ClassAnalysisForm",
    "ClassPlanDayForm",
    "ClassPlanForm",
    "ClassPlanWithdrawForm",
    "ConcernForm",
    "ContactForm",
    "CorrectionForm",
    "DecisionForm",
    "FocusForm",
    "FollowUpForm",
    "HandoverForm",
    "InquiryAnswerForm",
    "InquiryDeclineForm",
    "InquiryForm",
    "LetterForm",
    "NoteForm",
    "OpenCaseForm",
    "ParticipantForm",
    "PerspectiveForm",
    "Plan1cForm",
    "PlanPage",
    "ReadOnForm",
    "ReadyForm",
    "RemoveAttachmentForm",
    "RevisionForm",
    "StorySearchForm",
    "UnderstandingForm",
]
