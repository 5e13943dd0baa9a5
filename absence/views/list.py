"""Opsporing: the flagged pupils in reach, and a search for any pupil one may see."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.core.paginator import Page, Paginator
from django.db.models import CharField, Func, Value
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from absence.forms import SearchForm
from absence.models import FlagDecision
from absence.overview import (
    classes_of,
    decisions_in_reach,
    latest_decisions,
    waiting_flags,
)
from absence.queue import (
    NAMELESS_ORDERS,
    ORDERS,
    STAGES,
    Chip,
    QueueRow,
    Urgency,
    Wishes,
    chips_of,
    chosen,
    few_together,
    place_of,
    rows_of,
    stage_of,
)
from absence.sentences import Tag, due_of, rule_tags, why, why_without_days
from absence.story import decision_words
from cases.models import Case
from cases.permissions import note_list, require, visible_cases, visible_pupils
from cases.today.task import day_words
from kiss.lib.http import Request
from law.figures import Figures
from schools.calendars import Calendars
from schools.models import Pupil, SchoolClass, User
from schools.roles import Thing

ROWS: Final = 25
FOUND: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the list as it is drawn. Without a name there is neither link nor class."""

    name: str
    place: str
    public_id: str
    is_protected: bool
    why: str
    also: str
    tags: Sequence[Tag]
    due: str
    due_note: str
    tone: str
    decision: FlagDecision | None
    decided: str
    case: Case | None
    has_case: bool


@require_http_methods(["GET", "POST"])
def pupil_list(request: Request) -> HttpResponse:
    """Show the flagged pupils in reach; a POST looks for a pupil by name instead."""
    require(request, Thing.FLAGS)
    today = timezone.localdate()
    if request.method == "POST":
        return _search(request, today)
    figures = Calendars.load().municipality().numbers(today)
    rows = _rows(request.user, figures, today)
    hidden = few_together([row for row in rows if not row.is_named], figures.small_number)
    wishes = Wishes.read(request.GET)
    page = Paginator(chosen(rows, wishes, hidden), ROWS).get_page(request.GET.get("side"))
    chips = chips_of(rows, wishes, hidden)
    note_list(request, pupils=[row.pupil.pk for row in page if row.is_named], purpose="Opsporing")
    context = {
        "page": page,
        "lines": _lines(request.user, page, hidden, figures, today),
        "chips": chips,
        "more_chips": any(not line.is_main for line in chips),
        "more_set": any(line.is_set for line in chips if not line.is_main),
        "orders": [
            Chip(label, wishes.query(orden="" if key == "haster" else key), 0, wishes.order == key)
            for key, label in ORDERS.items()
            if key in NAMELESS_ORDERS or any(row.is_named for row in rows)
        ],
        "wishes": wishes,
        "query": f"{wishes.query()}&side=".replace("?&", "?"),
        "total": len(rows),
        "urgent": sum(row.urgency in {Urgency.DUTY_LATE, Urgency.DUTY_SOON} for row in rows),
        "nameless": any(not row.is_named for row in rows),
        "decided": _decided(request.user, today),
        "search": SearchForm(),
        "found": None,
    }
    return render(request, "absence/list.html", context)


def _rows(user: User, figures: Figures, today: date) -> list[QueueRow]:
    flags = list(waiting_flags(user, Thing.FLAGS, today).select_related("pupil", "decision"))
    pupils = {flag.pupil_id for flag in flags}
    named = visible_pupils(user, today).filter(pk__in=pupils).values_list("pk", flat=True)
    seen = visible_cases(user, today).open().filter(pupil__in=pupils)
    with_case = seen.values_list("pupil_id", flat=True)
    return rows_of(
        flags,
        classes_of(pupils, today),
        named=set(named),
        with_case=set(with_case),
        figures=figures,
        today=today,
    )


def _lines(
    user: User,
    page: Page[QueueRow],
    hidden: Collection[tuple[int, str]],
    figures: Figures,
    today: date,
) -> list[Line]:
    named = [row.pupil.pk for row in page if row.is_named]
    decisions = latest_decisions(named)
    cases = {
        case.pupil_id: case for case in visible_cases(user, today).open().filter(pupil__in=named)
    }
    lines = []
    for number, row in enumerate(page, start=page.start_index()):
        due_on = due_of(row.flag)
        decision = decisions.get(row.pupil.pk)
        due, note = day_words(due_on, today) if due_on else ("", "")
        lines.append(
            Line(
                name=row.pupil.name if row.is_named else f"Elev {number}",
                place=_place(row, hidden),
                public_id=row.pupil.public_id if row.is_named else "",
                is_protected=row.is_named and row.pupil.is_protected,
                why=(why if row.is_named else why_without_days)(row.flag, figures),
                also=", ".join(row.others),
                tags=_tags(row),
                due=due,
                due_note=note,
                tone=TONES.get(row.urgency, "calm"),
                decision=decision,
                decided=decision_words(decision) if decision else "",
                case=cases.get(row.pupil.pk),
                has_case=row.has_case,
            )
        )
    return lines


TONES: Final = {
    Urgency.DUTY_LATE: "late",
    Urgency.LATE: "late",
    Urgency.DUTY_SOON: "soon",
    Urgency.COMING: "wait",
}


def _tags(row: QueueRow) -> list[Tag]:
    state = {
        Urgency.COMING: [Tag("på vej", "intern")],
        Urgency.NEW: [Tag("ny", "soon")],
    }.get(row.urgency, [Tag("ny", "soon")] if row.is_new else [])
    again = [Tag("kig igen", "soon")] if row.looks_again else []
    return [*rule_tags(row.flag.rule), *state, *again]


def _place(row: QueueRow, hidden: Collection[tuple[int, str]]) -> str:
    if row.is_named:
        return row.school_class.name
    school = row.school_class.school.name
    if place_of(row) in hidden:
        return school
    return f"{STAGES[stage_of(row.school_class.grade)].lower()}, {school}"


def _decided(user: User, today: date) -> int:
    """Count the pupils that were decided about this month."""
    this_month = decisions_in_reach(user, today).filter(decided_on__gte=today.replace(day=1))
    return this_month.values("pupil_id").distinct().count()


def _search(request: Request, today: date) -> HttpResponse:
    form = SearchForm(request.POST)
    found: list[tuple[Pupil, SchoolClass | None, int]] = []
    if form.is_valid():
        pupils = find_pupils(request.user, form.cleaned_data["name"], today)
        classes = classes_of({pupil.pk for pupil in pupils}, today)
        waiting = _waiting(request.user, pupils, today)
        found = [(pupil, classes.get(pupil.pk), waiting.get(pupil.pk, 0)) for pupil in pupils]
        note_list(
            request,
            pupils=[pupil.pk for pupil in pupils],
            purpose="Søgning efter elev",
            search=form.cleaned_data["name"],
        )
    context = {
        "search": form,
        "found": found,
        "is_cut": len(found) == FOUND,
        "page": None,
        "lines": [],
        "chips": [],
        "more_chips": False,
        "more_set": False,
        "orders": [],
        "wishes": Wishes(),
        "query": "",
        "total": 0,
        "urgent": 0,
        "nameless": False,
        "decided": 0,
    }
    return render(request, "absence/list.html", context, status=422 if form.errors else 200)


def find_pupils(user: User, name: str, today: date) -> list[Pupil]:
    """Return the pupils a user may see whose name holds every word, in Danish order.

    Letters are compared as they are sorted: "Aagård" finds "Ågård", and "Andre" finds "André".
    """
    pupils = visible_pupils(user, today)
    for word in name.split():
        sorted_word = Func(
            Value(word), function="da_sort", output_field=CharField(db_collation="C")
        )
        pupils = pupils.filter(sort_key__contains=sorted_word)
    return list(pupils.order_by("sort_key", "pk")[:FOUND])


def _waiting(user: User, pupils: Collection[Pupil], today: date) -> dict[int, int]:
    counts: dict[int, int] = {}
    flags = waiting_flags(user, Thing.FLAGS, today).filter(pupil__in=pupils)
    for pupil_id in flags.values_list("pupil_id", flat=True):
        counts[pupil_id] = counts.get(pupil_id, 0) + 1
    return counts
