"""The list of cases, in the order in which they need somebody, and one's saved choices of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from django.core.paginator import Paginator
from django.db.models import Max
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from absence.models import Import
from absence.models.imports import ImportKind
from absence.overview import classes_of
from absence.tally import marks_between
from cases import actions
from cases.facts import facts_of
from cases.forms.filters import ListForm, SaveFilterForm
from cases.listed import (
    CLOSED,
    VIEWS,
    WAITING,
    Owed,
    Row,
    Wait,
    Wishes,
    narrowed,
    ordered,
    owed,
    viewed,
)
from cases.models import Case, Handover, Inquiry, SavedFilter
from cases.permissions import may, note_list, require, visible_cases
from cases.phases import needs
from cases.underretninger import waiting_for, watched
from cases.views.answer import done
from kiss.lib.charts import StripWeek, strip_weeks
from kiss.lib.http import Request
from kiss.lib.text import plural
from meetings.models import Agreement
from meetings.permissions import visible_meetings
from schools.calendars import Calendars
from schools.models import User
from schools.roles import Thing

ROWS: Final = 50
WEEKS: Final = timedelta(weeks=11)
EMPTY: Final = {
    "": "Ingen åbne sager",
    "mine": "Du er ikke tovholder på en åben sag",
    "mangler": "Ingen sager mangler noget lige nu",
    "overskredet": "Intet er overskredet",
    "stille": "Alle hjem har talt med jer de seneste 14 dage",
    WAITING: "Ingen sager venter på andre",
    CLOSED: "Ingen afsluttede sager",
}
FIRST_STEPS: Final = (
    "Nogen skriver en bekymring, eller en grænse for fravær bliver nået.",
    "Skolens leder opretter sagen og udpeger en tovholder fra Kom i skole-teamet.",
    "Tovholderen hører barnet, samler de voksne og skriver handleplanen.",
)


@require_safe
def case_list(request: Request) -> HttpResponse:
    """Show the cases in reach, the most pressing first."""
    require(request, Thing.CASES)
    return _show(request, request.GET, SaveFilterForm())


@require_POST
def filter_save(request: Request) -> HttpResponse:
    """Save what the list shows under a name; a bad name is said on the list, as it was."""
    require(request, Thing.CASES)
    query = Wishes.read(QueryDict(request.POST.get("udvalg", ""))).query()
    form = SaveFilterForm(request.POST)

    def act() -> str:
        actions.save_filter(name=form.cleaned_data["name"], query=query, by=request.user)
        return f"{reverse('cases:list')}?{query}"

    if answer := done(request, form, act, say="Udvalget er gemt og står øverst på listen."):
        return answer
    return _show(request, QueryDict(query), form)


@require_POST
def filter_delete(request: Request, pk: int) -> HttpResponse:
    """Take one's saved choice away; the list shows the same as before."""
    row = get_object_or_404(SavedFilter, pk=pk, user=request.user)
    query = row.query
    actions.delete_filter(row)
    return redirect(f"{reverse('cases:list')}?{query}")


def _show(request: Request, asked: QueryDict, save_form: SaveFilterForm) -> HttpResponse:
    user, today = request.user, timezone.localdate()
    wishes = Wishes.read(asked)
    reach = visible_cases(user, today)
    if wishes.view == CLOSED:
        cases = reach.exclude(closed_on=None).order_by("-closed_on", "-pk")
    else:
        cases = reach.open()
    everything = _rows(list(cases.select_related("pupil", "school", "tovholder")), user, today)
    rows = narrowed(everything, wishes, user.pk)
    shown = rows
    if wishes.view != CLOSED or wishes.order != "haster":
        shown = ordered(viewed(rows, wishes.view, user.pk), wishes.order)
    page = Paginator(shown, ROWS).get_page(request.GET.get("side"))
    note_list(request, pupils=[row.case.pupil_id for row in page], purpose="Listen over sager")
    may_voice = may(user, Thing.CONCERN, today)
    saved = list(user.saved_filters.order_by("name", "pk"))
    query = wishes.query()
    context = {
        "rows": _with_weeks(list(page), today),
        "page": page,
        "chosen": wishes.view,
        "is_narrowed": wishes.is_narrowed,
        "query": query,
        "filters": _filters(rows, wishes, user),
        "saved": _saved(saved, query),
        "current": next((row for row in saved if row.query == query), None),
        "save_form": save_form,
        "form": _form(everything, wishes, user),
        "lede": _lede(rows, wishes.view),
        "empty": EMPTY[wishes.view],
        "is_empty": not everything and not wishes.view,
        "several_schools": len({row.case.school_id for row in everything}) > 1,
        "page_query": f"?{query}&side=" if query else "?side=",
        "shows_waits": wishes.view == WAITING,
        "first_steps": FIRST_STEPS,
        "first_url": reverse("cases:concern_new") if may_voice else "",
        "first_label": "Skriv en bekymring",
        "may_voice": may_voice,
        "reads_classes": may(user, Thing.CLASSES, today),
        "may_review": may(user, Thing.APPOINT, today),
    }
    template = "cases/list.html#results" if request.htmx else "cases/list.html"
    return render(request, template, context, status=422 if save_form.errors else 200)


def _rows(cases: list[Case], user: User, today: date) -> list[Row]:
    facts = facts_of(cases, today)
    classes = classes_of([case.pupil_id for case in cases], today)
    waits = _waits([case.pk for case in cases], user, today)
    return [
        Row(
            case,
            classes.get(case.pupil_id),
            facts[case.pk],
            needs(facts[case.pk], today) if case.closed_on is None else (),
            [] if case.closed_on else waits[case.pk],
        )
        for case in cases
    ]


def _waits(ids: Collection[int], user: User, today: date) -> defaultdict[int, list[Owed]]:
    """Return what others owe each case, in words, the earliest first."""
    found: defaultdict[int, list[Wait]] = defaultdict(list)
    asked = Handover.objects.waiting().filter(case__in=ids).exclude(to_user=user)
    for case_id, name in asked.values_list("case", "to_user__name"):
        found[case_id].append(Wait(name, ""))
    questions = Inquiry.objects.waiting().filter(case__in=ids).exclude(asked_of=user)
    for case_id, name, due_on in questions.values_list("case", "asked_of__name", "due_on"):
        found[case_id].append(Wait(name, "", due_on))
    sent = [row for row in waiting_for(user, today) if row.case_id in ids]
    if sent:
        world = Calendars.load().municipality()
        for row in sent:
            if told := watched(row, world, today):
                due_on = told.deadline.due_on
                found[row.case_id].append(Wait(row.recipient, "kvittering", due_on))
    met = visible_meetings(user, today).filter(case__in=ids)
    agreed = Agreement.objects.filter(meeting__in=met.values("pk"), done_on=None)
    agreed = agreed.exclude(who__icontains=user.name).order_by("due_on", "pk")
    for case_id, who, what, due_on in agreed.values_list("meeting__case", "who", "what", "due_on"):
        found[case_id].append(Wait(who, what, due_on))
    said: defaultdict[int, list[Owed]] = defaultdict(list)
    for case_id, waits in found.items():
        waits.sort(key=lambda wait: wait.due_on or date.min)
        said[case_id] = [owed(wait, today) for wait in waits]
    return said


def _with_weeks(rows: list[Row], today: date) -> list[Row]:
    """Give the rows of one page their absence of the last twelve weeks, as far as files tell."""
    calendars = Calendars.load()
    told = Import.objects.filter(kind=ImportKind.ABSENCE, status=Import.Status.DONE)
    known = dict(told.order_by().values_list("school").annotate(Max("last_day")))
    first = today - timedelta(days=today.weekday()) - WEEKS
    marks = marks_between({row.case.pupil_id for row in rows}, first, today)
    found = []
    for row in rows:
        weeks: list[StripWeek] = []
        days = [day for day in (known.get(row.case.school_id), known.get(None)) if day]
        if row.school_class and days and max(days) >= first:
            world = calendars.world(row.school_class)
            last = min(max(days), today)
            weeks = strip_weeks(marks[row.case.pupil_id], world.calendar, first, last)
        found.append(replace(row, weeks=weeks))
    return found


def _filters(rows: list[Row], wishes: Wishes, user: User) -> list[dict[str, Any]]:
    """Return the chips; what is counted is the open cases, so not while the closed are shown."""
    url = reverse("cases:list")
    leads_none = not viewed(rows, "mine", user.pk)
    return [
        {
            "label": label,
            "url": f"{url}?{query}" if (query := wishes.query(vis=value)) else url,
            "count": None if CLOSED in {value, wishes.view} else len(viewed(rows, value, user.pk)),
            "current": value == wishes.view,
        }
        for value, label in VIEWS.items()
        if value != "mine" or wishes.view == value or not leads_none
    ]


def _saved(saved: Iterable[SavedFilter], query: str) -> list[dict[str, Any]]:
    return [
        {
            "label": row.name,
            "url": f"{reverse('cases:list')}?{row.query}",
            "count": None,
            "current": row.query == query,
        }
        for row in saved
    ]


def _form(rows: list[Row], wishes: Wishes, user: User) -> ListForm:
    schools = {row.case.school.public_id: row.case.school.name for row in rows}
    several = len(schools) > 1
    classes = {row.school_class for row in rows if row.school_class}
    by_grade = sorted(classes, key=lambda row: (row.school.name, row.grade, row.letter, row.pk))
    return ListForm(
        initial={
            "skole": wishes.school,
            "klasse": wishes.school_class,
            "fokus": wishes.focus,
            "orden": wishes.order,
            "kun": "mine" if wishes.mine else "",
        },
        schools=sorted(schools.items(), key=lambda item: item[1]),
        classes=[
            (str(row.pk), f"{row.name}, {row.school}" if several else row.name) for row in by_grade
        ],
        leads=any(row.is_led_by(user.pk) for row in rows),
    )


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
    return ", ".join(said) + "."
