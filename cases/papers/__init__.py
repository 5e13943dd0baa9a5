"""The papers of a case. A paper is plain values first; the template only sets them."""

from cases.papers.build import Appointment, Ask, handleplan_paper, takes_part
from cases.papers.recipients import Recipient, choose, recipients
from cases.papers.sheet import Paper, Sheet

__all__ = [
    "Appointment",
    "Ask",
    "Paper",
    "Recipient",
    "Sheet",
    "choose",
    "handleplan_paper",
    "recipients",
    "takes_part",
]
