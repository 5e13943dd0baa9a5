"""The data protection officer's pages: look-ups, alarms and random samples. No child has a name."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any, Final

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count, Max, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cases import actions
from cases.actions.oversight import ANSWERED_ELSEWHERE
from cases.forms.oversight import AnswerForm, DrawForm, LookupFilter
from cases.insight import looked, within
from cases.models import EmergencyTry
from cases.permissions import require_role
from cases.views.answer import done
from kiss.lib.http import Request
from kiss.lib.text import clock, month_year, plain_date, plural
from schools.models import (
    REFUSED,
    Alarm,
    Anchor,
    Control,
    ControlledLookup,
    Lookup,
    ReadingReason,
    Verdict,
)
from schools.roles import Role

ROWS: Final = 50
TONES: Final = {
    Verdict.JUSTIFIED.value: "ok",
    Verdict.NOT_JUSTIFIED.value: "late",
    Verdict.UNCLEAR.value: "soon",
}
QUESTIONS: Final = {
    Alarm.Kind.MANY.value: "Åbnede {number} forskellige børn på højst {about} minutter. "
    "Vi spørger fra {limit}.",
    Alarm.Kind.ODD_HOURS.value: "{looked} om aftenen, om natten eller på en fridag.",
    Alarm.Kind.SAME_NAME.value: "{looked} på et barn, der har samme efternavn som brugeren.",
    Alarm.Kind.NO_TASK.value: "Åbnede {cases} uden at have en opgave der.",
    Alarm.Kind.READ_ON.value: "Åbnede {number} forskellige børn på en dag, skrev hvorfor, "
    "og læste videre.",
    Alarm.Kind.EMERGENCY.value: "Åbnede {cases} i nødadgang.",
    Alarm.Kind.EMERGENCY_LATE.value: "Ingen har efterset nødadgangen til {cases}. "
    "Fristen var for {late} siden.",
    Alarm.Kind.EMERGENCY_OFTEN.value: "Brugte nødadgang {number} gange på 30 dage. "
    "Vi spørger fra {limit}.",
    Alarm.Kind.EMERGENCY_WRONG.value: "Skrev {number} gange på en time et sagsnummer og et navn, "
    "der ikke passer sammen.",
}
HINTS: Final = {
    Alarm.Kind.MANY.value: "Gennemgik brugeren en liste, eller var det et møde om mange børn?",
    Alarm.Kind.ODD_HOURS.value: "Arbejdede brugeren hjemme, eller var der et møde om aftenen?",
    Alarm.Kind.SAME_NAME.value: "Er de i familie, så skal brugeren oplyse det på barnets side, "
    "og en anden have opgaven. Mange hedder det samme uden at kende hinanden.",
    Alarm.Kind.NO_TASK.value: "Blev brugeren spurgt til råds, eller var sagen på et teammøde?",
    Alarm.Kind.READ_ON.value: "Passer grunden til brugerens arbejde den dag?",
    Alarm.Kind.EMERGENCY_OFTEN.value: "Mangler brugeren en rolle, eller er det blevet en vane?",
    Alarm.Kind.EMERGENCY_WRONG.value: "Var det en slåfejl, eller prøvede nogen sig frem?",
}


def tabs(request: Request, current: str) -> list[dict[str, Any]]:
    """Return the pages of the oversight, for the row of links above each of them."""
    waiting = Alarm.objects.waiting().count()
    lines = [
        ("Opslag", "cases:lookups", None),
        ("Alarmer", "cases:alarms", waiting),
        ("Nødadgang", "cases:emergencies", None),
        ("Stikprøver", "cases:controls", None),
        ("Indsigt", "cases:insight", None),
        ("Inhabilitet", "cases:relations", None),
    ]
    return [
        {"label": label, "url": reverse(name), "count": count, "current": name == current}
        for label, name, count in lines
    ]


@require_http_methods(["GET", "POST"])
def lookups(request: Request) -> HttpResponse:
    """Show the look-up log to the data protection officer: ids and case numbers, never names.

    The filter is posted, so that neither a colleague's name nor a child's id stands in an address.
    """
    require_role(request, Role.DPO)
    form = LookupFilter(request.POST or None)
    rows = Lookup.objects.told().select_related("user", "pupil")
    if form.is_bound:
        # A filter that cannot be meant shows nothing, rather than everything.
        rows = _filtered(rows, form.cleaned_data) if form.is_valid() else rows.none()
    page = Paginator(rows.order_by("-at", "-pk"), ROWS).get_page(request.POST.get("side"))
    context = {
        "form": form,
        "page": page,
        "looked": looked(rows),
        "glances": _glances(page),
        "is_filtered": form.is_bound and form.is_valid(),
        "tabs": tabs(request, "cases:lookups"),
        "sealed": _sealed(),
        "months": settings.LOOKUP_MONTHS,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "cases/lookups.html", context, status=status)


def _glances(rows: Iterable[Lookup]) -> list[dict[str, Any]]:
    """Return the look-ups as they were seen: the names of one list are one glance."""

    def answer(row: Lookup) -> tuple[Any, ...]:
        return (row.at, row.user_id, row.page) if row.in_list else (row.pk,)

    found = [list(group) for _, group in groupby(rows, answer)]
    return [{"row": group[0], "elev_ids": [row.pupil.elev_id for row in group]} for group in found]


def _filtered(rows: Any, wanted: dict[str, Any]) -> Any:
    rows = within(rows, wanted["fra"], wanted["til"])
    if name := wanted["bruger"]:
        rows = rows.filter(Q(user__name__icontains=name) | Q(user__email__icontains=name))
    if which := wanted["elev"]:
        rows = rows.filter(Q(pupil__elev_id=which) | Q(case_number=which))
    if purpose := wanted["formaal"]:
        asked = Q(purpose__icontains=purpose)
        if purpose.casefold() in REFUSED.casefold():
            asked |= Q(is_refused=True)
        rows = rows.filter(asked)
    return rows


def _sealed() -> str:
    """Say how far the log is sealed, and what has been deleted of it."""
    by_kind = dict(Anchor.objects.values_list("kind").annotate(Max("at")).order_by())
    until = by_kind.get(Anchor.Kind.SEALED)
    dropped = Anchor.objects.filter(kind=Anchor.Kind.DROPPED).order_by("-month").first()
    said = []
    if until:
        local = timezone.localtime(until)
        said.append(f"Forseglet til og med {plain_date(local.date())} {clock(local)}.")
    if dropped:
        said.append(f"Slettet til og med {month_year(dropped.month)}.")
    return " ".join(said)


@require_safe
def alarms(request: Request) -> HttpResponse:
    """Show the alarms that wait for an answer, or those that have one."""
    require_role(request, Role.DPO)
    is_answered = request.GET.get("vis") == "besvarede"
    rows = Alarm.objects.select_related("user", "pupil", "answered_by")
    rows = rows.exclude(verdict="") if is_answered else rows.waiting()
    page = Paginator(rows.order_by("-last_at", "-pk"), ROWS).get_page(request.GET.get("side"))
    counts = Alarm.objects.aggregate(all=Count("pk"), waiting=Count("pk", filter=Q(verdict="")))
    context = {
        "tabs": tabs(request, "cases:alarms"),
        "filters": [
            {
                "label": "Venter på svar",
                "url": reverse("cases:alarms"),
                "count": counts["waiting"],
                "current": not is_answered,
            },
            {
                "label": "Besvarede",
                "url": reverse("cases:alarms") + "?vis=besvarede",
                "count": counts["all"] - counts["waiting"],
                "current": is_answered,
            },
        ],
        "page": page,
        "query": "?vis=besvarede&side=" if is_answered else "?side=",
        "rows": [_alarm_row(row) for row in page],
        "is_answered": is_answered,
    }
    return render(request, "cases/alarms.html", context)


def _alarm_row(alarm: Alarm) -> dict[str, Any]:
    return {
        "alarm": alarm,
        "question": question(alarm),
        "tone": TONES.get(alarm.verdict, ""),
        "answer": alarm.get_verdict_display() if alarm.verdict else "",
        "elev_id": alarm.pupil.elev_id if alarm.pupil else "",
    }


def question(alarm: Alarm) -> str:
    """Return what an alarm is about, in one sentence without names."""
    return QUESTIONS[alarm.kind].format(
        number=alarm.number,
        about=alarm.about,
        limit=alarm.limit,
        looked=plural(alarm.number, "opslag", "opslag"),
        cases=f"sagerne {alarm.cases}" if ", " in alarm.cases else f"sag {alarm.cases}",
        late=plural(alarm.number, "dag", "dage"),
    )


@require_http_methods(["GET", "POST"])
def alarm(request: Request, pk: int) -> HttpResponse:
    """Show one alarm with what it is about, and take the answer."""
    require_role(request, Role.DPO)
    found = get_object_or_404(Alarm.objects.select_related("user", "pupil", "answered_by"), pk=pk)
    if found.kind in ANSWERED_ELSEWHERE:
        return redirect("cases:emergency_review", found.about)
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        initial={"verdict": found.verdict, "note": found.note},
    )

    def act() -> str:
        actions.answer_alarm(found, **form.given(), at=timezone.now(), by=request.user)
        return reverse("cases:alarms")

    if request.method == "POST" and (answer := done(request, form, act, say="Svaret er gemt.")):
        return answer
    rows = within(Lookup.objects.shown().filter(user=found.user), found.day, found.day)
    context = {
        "row": _alarm_row(found),
        "hint": HINTS[found.kind],
        "form": form,
        "lookups": Paginator(
            rows.filter(at__gte=found.first_at, at__lte=found.last_at)
            .select_related("pupil")
            .order_by("at", "pk"),
            ROWS,
        ).get_page(request.GET.get("side")),
        "tries": _tries(found),
        "reasons": _reasons(found),
        "crumbs": [
            {"label": "Alarmer", "url": reverse("cases:alarms")},
            {"label": found.get_kind_display().capitalize()},
        ],
    }
    return render(request, "cases/alarm.html", context, status=422 if form.errors else 200)


def _reasons(found: Alarm) -> list[ReadingReason]:
    """Return what somebody wrote who read on after a stop."""
    if found.kind != Alarm.Kind.READ_ON:
        return []
    return list(ReadingReason.objects.filter(user=found.user, at=found.last_at))


def _tries(found: Alarm) -> list[EmergencyTry]:
    """Return what an alarm about wrong pairs is about: there was nothing to look up."""
    if found.kind != Alarm.Kind.EMERGENCY_WRONG:
        return []
    rows = EmergencyTry.objects.filter(user=found.user, at__gte=found.first_at)
    return list(rows.filter(at__lte=found.last_at).order_by("at", "pk"))


@require_http_methods(["GET", "POST"])
def controls(request: Request) -> HttpResponse:
    """Show the samples that were drawn, and draw a new one."""
    require_role(request, Role.DPO)
    now = timezone.localtime()
    form = DrawForm(
        request.POST if request.method == "POST" else None,
        today=now.date(),
        initial={"til": now.date()},
    )

    def act() -> str:
        given = form.cleaned_data
        drawn = actions.draw_control(
            starts_on=given["fra"],
            ends_on=given["til"],
            size=given["antal"],
            at=now,
            by=request.user,
        )
        return reverse("cases:control", args=[drawn.pk])

    if request.method == "POST" and (answer := done(request, form, act)):
        return answer
    rows = Control.objects.select_related("drawn_by").annotate(
        size=Count("lookups"), answered=Count("lookups", filter=~Q(lookups__verdict=""))
    )
    page = Paginator(rows.order_by("-drawn_at", "-pk"), ROWS).get_page(request.GET.get("side"))
    context = {
        "tabs": tabs(request, "cases:controls"),
        "form": form,
        "page": page,
    }
    return render(request, "cases/controls.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def control(request: Request, pk: int) -> HttpResponse:
    """Show a sample, look-up by look-up, and take the answer about one of them."""
    require_role(request, Role.DPO)
    drawn = get_object_or_404(Control.objects.select_related("drawn_by"), pk=pk)
    rows = list(drawn.lookups.select_related("user", "pupil", "answered_by").order_by("position"))
    asked = next((row for row in rows if str(row.pk) == request.POST.get("row")), None)
    forms = {row.pk: _answer_form(row, request if row is asked else None) for row in rows}
    if asked is not None:
        form = forms[asked.pk]

        def act() -> str:
            actions.answer_controlled(asked, **form.given(), at=timezone.now(), by=request.user)
            return f"{reverse('cases:control', args=[drawn.pk])}#nr{asked.position}"

        if answer := done(request, form, act, say=f"Svaret om nummer {asked.position} er gemt."):
            return answer
    wrong = bool(asked and forms[asked.pk].errors)
    context = {
        "control": drawn,
        "rows": [
            {
                "row": row,
                "form": forms[row.pk],
                "tone": TONES.get(row.verdict, ""),
                "is_open": not row.verdict or bool(forms[row.pk].errors),
            }
            for row in rows
        ],
        "answered": sum(bool(row.verdict) for row in rows),
        "again": _again(drawn, rows),
        "is_wrong": wrong,
        "wrong_form": forms[asked.pk] if wrong and asked else None,
        "crumbs": [
            {"label": "Stikprøver", "url": reverse("cases:controls")},
            {"label": f"Trukket {plain_date(timezone.localtime(drawn.drawn_at).date())}"},
        ],
    }
    return render(request, "cases/control.html", context, status=422 if wrong else 200)


def _answer_form(row: ControlledLookup, request: Request | None) -> AnswerForm:
    return AnswerForm(
        request.POST if request else None,
        auto_id=f"id_{row.pk}_%s",
        initial={"verdict": row.verdict, "note": row.note},
        about="Var opslaget berettiget?",
    )


def _again(drawn: Control, rows: list[ControlledLookup]) -> str:
    """Say whether the seed still draws the same look-ups."""
    if actions.drawn_again(drawn) == [row.lookup_id for row in rows]:
        return "Vi har trukket igen med samme nøgle og fået de samme opslag."
    return (
        "Nøglen trækker ikke længere de samme opslag, fordi noget af perioden er slettet fra "
        "loggen. Opslagene på siden er dem, der blev trukket."
    )
