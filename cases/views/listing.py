"""The list of cases, in the order in which they need somebody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from absence.overview import classes_of
from cases.facts import facts_of
from cases.models import Case
from cases.permissions import may, note_list, require, visible_cases
from cases.phases import CaseFacts, Need, needs
from kiss.lib.http import Request
from kiss.lib.text import join_and, plural
from schools.models import SchoolClass
from schools.roles import Thing

ROWS: Final = 50
AFTER: Final = 2
CLOSED: Final = "afsluttede"
# A need with a tone waits on somebody now; the rest can be done when there is time.
TONES: Final = {"late": 0, "soon": 1, "": 2}
FILTERS: Final = {
    "": "Alle åbne",
    "mine": "Mine",
    "mangler": "Mangler noget",
    CLOSED: "Afsluttede",
}
EMPTY: Final = {
    "": "Ingen åbne sager",
    "mine": "Du er ikke tovholder på en åben sag",
    "mangler": "Ingen sager mangler noget lige nu",
    CLOSED: "Ingen afsluttede sager",
}
FIRST_STEPS: Final = (
    "Nogen skriver en bekymring, eller en grænse for fravær bliver nået.",
    "Skolens leder opretter sagen og udpeger en tovholder fra Kom i skole-teamet.",
    "Tovholderen hører barnet, samler de voksne og skriver handleplanen.",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One case in the list: what it needs first, and what comes next."""

    case: Case
    school_class: SchoolClass | None
    facts: CaseFacts
    needs: Sequence[Need]

    @property
    def first(self) -> Need | None:
        return self.needs[0] if self.needs else None

    @property
    def then(self) -> str:
        """What it needs besides, in a few words."""
        rest = [need.short for need in self.needs[1:]]
        more = [f"{plural(len(rest) - AFTER, 'ting', 'ting')} mere"] if len(rest) > AFTER else []
        return join_and([*rest[:AFTER], *more])

    @property
    def next_on(self) -> date | None:
        """The next day on which something is agreed."""
        days = [self.facts.next_follow_up_on, self.facts.next_meeting_on]
        return min((day for day in days if day), default=None)

    @property
    def next_what(self) -> str:
        return "møde" if self.next_on == self.facts.next_meeting_on else "opfølgning"

    @property
    def urgency(self) -> tuple[Any, ...]:
        """What the list is sorted by: late, waiting, lacking, and then the nearest date."""
        tone = TONES[self.first.tone] if self.first else len(TONES)
        return (
            self.facts.has_tovholder,
            tone,
            self.next_on or date.max,
            self.case.opened_on,
            self.case.pk,
        )


@require_safe
def case_list(request: Request) -> HttpResponse:
    """Show the cases in reach, the most pressing first."""
    require(request, Thing.CASES)
    today = timezone.localdate()
    chosen = request.GET.get("vis", "")
    chosen = chosen if chosen in FILTERS else ""
    reach = visible_cases(request.user, today)
    if chosen == CLOSED:
        cases = reach.exclude(closed_on=None).order_by("-closed_on", "-pk")
    else:
        cases = reach.open()
    rows = _rows(list(cases.select_related("pupil", "school", "tovholder")), today)
    shown = rows if chosen == CLOSED else sorted(_chosen(rows, chosen, request), key=_urgency)
    page = Paginator(shown, ROWS).get_page(request.GET.get("side"))
    note_list(request, pupils=[row.case.pupil_id for row in page], purpose="Listen over sager")
    may_voice = may(request.user, Thing.CONCERN, today)
    context = {
        "rows": list(page),
        "page": page,
        "chosen": chosen,
        "filters": _filters(rows, chosen, request),
        "lede": _lede(rows, chosen),
        "empty": EMPTY[chosen],
        "several_schools": len({row.case.school_id for row in rows}) > 1,
        "page_query": f"?vis={chosen}&side=",
        "first_steps": FIRST_STEPS,
        "first_url": reverse("cases:concern_new") if may_voice else "",
        "first_label": "Skriv en bekymring",
        "may_voice": may_voice,
    }
    template = "cases/list.html#results" if request.htmx else "cases/list.html"
    return render(request, template, context)


def _rows(cases: list[Case], today: date) -> list[Row]:
    facts = facts_of(cases, today)
    classes = classes_of([case.pupil_id for case in cases], today)
    return [
        Row(
            case,
            classes.get(case.pupil_id),
            facts[case.pk],
            needs(facts[case.pk], today) if case.closed_on is None else (),
        )
        for case in cases
    ]


def _chosen(rows: list[Row], chosen: str, request: Request) -> list[Row]:
    if chosen == "mine":
        return [row for row in rows if row.case.tovholder_id == request.user.pk]
    if chosen == "mangler":
        return [row for row in rows if row.needs]
    return rows


def _urgency(row: Row) -> tuple[Any, ...]:
    return row.urgency


def _filters(rows: list[Row], chosen: str, request: Request) -> list[dict[str, Any]]:
    """Return the chips; what is counted is the open cases, so not while the closed are shown."""
    url = reverse("cases:list")
    leads_none = not _chosen(rows, "mine", request)
    return [
        {
            "label": label,
            "url": f"{url}?vis={value}" if value else url,
            "count": None if CLOSED in {value, chosen} else len(_chosen(rows, value, request)),
            "current": value == chosen,
        }
        for value, label in FILTERS.items()
        if value != "mine" or chosen == value or not leads_none
    ]


def _lede(rows: list[Row], chosen: str) -> str:
    if chosen == CLOSED:
        return f"{plural(len(rows), 'afsluttet sag', 'afsluttede sager')}, den nyeste først."
    late = sum(1 for row in rows if row.first and row.first.tone == "late")
    waiting = sum(1 for row in rows if row.first and row.first.tone == "soon")
    said = [plural(len(rows), "åben sag", "åbne sager")]
    if late:
        said.append(f"{late} er bagud")
    if waiting:
        said.append(f"{waiting} venter på nogen nu")
    return ", ".join(said) + ". Den, der haster mest, står øverst."
