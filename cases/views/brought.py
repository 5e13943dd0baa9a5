"""What was written elsewhere and is brought to the form of a perspective, without retyping."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from cases import community, inquiries
from cases.models import Inquiry
from cases.phases import Angle
from cases.views.frame import Frame

# Where it comes from, as the address says it after `fra`.
FROM_CLASS: Final = "klassen"


@dataclass(frozen=True, slots=True)
class Brought:
    """Some fields of a perspective, and the sentence that says where they come from."""

    values: Mapping[str, Any] = field(default_factory=dict)
    source: str = ""

    def fields(self, shown: Mapping[str, Any]) -> dict[str, Any]:
        """Return the fields to show in place of those that stand there; no saved text is lost."""
        if not self.values:
            return {}
        text, saved = self.values["summary"], shown.get("summary", "")
        if not saved:
            return dict(self.values)
        is_there = _plain(text) in _plain(saved)
        return {} if is_there else {"summary": f"{saved}\n\n{text}"}


def _plain(text: str) -> str:
    """Return a text without its line ends: browsers send others than we write."""
    return " ".join(text.split())


def brought_in(frame: Frame, angle: Angle, what: str, today: date) -> Brought:
    """Return what is to be brought to a perspective of a case, where the reader may read it."""
    if what == FROM_CLASS and angle == Angle.KLASSE and frame.school_class:
        analysis = community.community_of(frame.user, frame.school_class, today).analysis
        if analysis:
            return _brought(community.brought_to_perspective(analysis.row))
    elif what:
        answered = frame.case.inquiries.filter(public_id=what, status=Inquiry.Status.BESVARET)
        row = answered.select_related("asked_of").first()
        if row and row.place == angle:
            return _brought(inquiries.brought_to_perspective(row))
    return Brought()


def _brought(found: dict[str, Any]) -> Brought:
    source = found.pop("source")
    return Brought(found, f"{source} Ret teksten, som du vil, og gem.")
