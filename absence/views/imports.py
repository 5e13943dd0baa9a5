"""Files of absence and of pupils: sent, looked at, read in, and what became of each line."""

import csv
from datetime import date
from functools import partial
from io import StringIO
from typing import Any, Final

from django.contrib import messages
from django.core.cache import cache
from django.core.paginator import Page, Paginator
from django.db import transaction
from django.db.models import F, Func, Q, QuerySet, Value
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from absence.actions import imports, uploads
from absence.actions.quarantine import quarantine_rows, reason_rows, without_words
from absence.forms_imports import ColumnsForm, UploadForm
from absence.importing.layouts import (
    Mapping,
    absence_layout,
    codes_in,
    day_headings,
    headings_of,
    places_of,
    samples_of,
)
from absence.models import Import, ImportProfile, QuarantinedLine
from absence.models.imports import ImportKind
from absence.overview import imports_seen_by
from absence.tasks import progress_key
from cases.permissions import note_list, reaches_municipality, require, schools_with
from cases.relations import related_pupils
from kiss.celery import app
from kiss.lib.http import Request
from kiss.lib.models import Refused
from kiss.lib.stepup import demand_fresh
from kiss.lib.tables import open_table
from kiss.lib.text import date_range, plural, thousands
from law.danish import sentence
from schools.actions.register import register_key
from schools.models import Pupil, School, User
from schools.roles import Thing

ROWS: Final = 20
LINES: Final = 50
IMPATIENT: Final = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.1,
    "socket_connect_timeout": 2,
    "socket_timeout": 2,
}
Status = Import.Status
LAYOUT_NAMES: Final = {
    "neutral": "vores egne kolonner",
    "bred": "et ark med en kolonne pr. dag",
    "TEA": "elevregistrets tekstfil (TEA)",
}


@require_http_methods(["GET", "POST"])
def import_list(request: Request) -> HttpResponse:
    """Show the files that were read in, and take a new one."""
    require(request, Thing.IMPORT)
    today = timezone.localdate()
    everywhere = reaches_municipality(request.user, Thing.IMPORT, today)
    schools = list(schools_with(request.user, Thing.IMPORT, today).order_by("name", "pk"))
    typed = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*typed, schools=schools, everywhere=everywhere)
    if form.is_valid():
        try:
            source = uploads.receive(
                form.cleaned_data["file"].chunks(),
                profile=form.cleaned_data.get("profile"),
                school=form.chosen_school,
                today=today,
                by=request.user,
            )
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("absence:import_detail", source.public_id)
    rows = _seen_by(request.user, today).select_related("by", "school")
    page = Paginator(rows.order_by("-created_at", "-pk"), ROWS).get_page(request.GET.get("side"))
    context = {"form": form, "page": page, "everywhere": everywhere, "schools": schools}
    return render(request, "absence/imports.html", context, status=422 if form.errors else 200)


@require_safe
def import_detail(request: Request, public_id: str) -> HttpResponse:
    """Show what a file would do or did, how far it has come, and the lines that were refused."""
    source = _get_import(request, public_id)
    today = timezone.localdate()
    is_going_on = source.status in uploads.GOING_ON
    sees_lines = _sees_lines(request.user, source, today)
    page = None if is_going_on else _page_of_lines(request, source, sees_lines=sees_lines)
    context = {
        "source": source,
        "is_going_on": is_going_on,
        "percent": _percent(source) if is_going_on else source.progress,
        "may_drop": source.status in uploads.UNREAD and _may_act(request.user, source, today),
        "sees_lines": sees_lines,
        "facts": _facts(source),
        "read_and_not": _read_and_not(source),
        "page": page,
        "lines": _shown_lines(page, sees_lines=sees_lines),
        "headings": [heading for heading, _ in page[0].cells] if sees_lines and page else [],
    }
    template = "absence/import.html"
    return render(request, f"{template}#state" if request.htmx else template, context)


@require_http_methods(["GET", "POST"])
def import_columns(request: Request, public_id: str) -> HttpResponse:
    """Explain the columns and codes of a file that is not recognised, once for all its kind."""
    source = _get_own(request, public_id)
    try:
        table = open_table(uploads.stored_path(source))
        headings = [heading for heading in headings_of(table) if heading]
        days = day_headings(headings)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("absence:import_detail", public_id)
    named = [heading for heading in headings if heading not in days]
    typed = request.POST if request.method == "POST" else None
    samples = samples_of(table)
    form = ColumnsForm(
        typed, headings=named, codes=[], samples=samples, initial={"is_wide": len(days) > 2}
    )
    codes: list[str] | None = None
    if form.is_valid():
        mapping = Mapping("filen", form.columns, {}, form.cleaned_data["is_wide"])
        try:
            codes = codes_in(table, absence_layout(table, mapping))
            form = ColumnsForm(
                _with_known_codes(request, codes), headings=named, codes=codes, samples=samples
            )
            if form.is_valid() and "save" in request.POST:
                uploads.explain(
                    source,
                    name=form.cleaned_data["name"],
                    columns=form.columns,
                    codes=form.meanings,
                    is_wide=form.cleaned_data["is_wide"],
                    today=timezone.localdate(),
                    by=request.user,
                )
                return redirect("absence:import_detail", public_id)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {
        "source": source,
        "form": form,
        "codes": codes,
        "explained": codes is not None,
        "days": len(days),
    }
    status = 422 if form.errors else 200
    return render(request, "absence/import_columns.html", context, status=status)


@require_POST
def import_confirm(request: Request, public_id: str) -> HttpResponse:
    """Let a file that has been looked at be read in."""
    source = _get_own(request, public_id)
    try:
        uploads.confirm(source, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        transaction.on_commit(partial(_nudge, request))
    return redirect("absence:import_detail", public_id)


@require_POST
def import_drop(request: Request, public_id: str) -> HttpResponse:
    """Give a file up that has not been read in."""
    source = _get_own(request, public_id)
    try:
        uploads.drop(source)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("absence:import_detail", public_id)
    messages.success(request, "Filen er slettet. Intet er indlæst.")
    return redirect("absence:import")


@require_safe
def import_lines(request: Request, public_id: str) -> HttpResponse:
    """Download the refused lines, to be corrected and read in again.

    Whoever may not see children gets line numbers and reasons, and corrects in the file they
    have.
    """
    source = _get_import(request, public_id)
    demand_fresh(request)
    if _sees_lines(request.user, source, timezone.localdate()):
        _note_pupils(request, source, source.quarantine.all(), purpose="Hentede afviste linjer")
        rows = quarantine_rows(source)
    else:
        rows = reason_rows(source)
    text = StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    response = HttpResponse(
        text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="afviste-linjer.csv"'
    return response


def _nudge(request: Request) -> None:
    """Wake a worker now instead of at the next tick."""
    try:
        # A connection of its own, that gives up at once: the pool would wait for the broker.
        with app.connection_for_write(transport_options=IMPATIENT) as connection:
            app.send_task("absence.tasks.run_waiting_imports", connection=connection, retry=False)
    except (OperationalError, RedisError):
        messages.warning(
            request,
            "Køen svarer ikke lige nu. Filen er gemt og bliver læst ind, så snart den svarer "
            "igen. Du behøver ikke at gøre noget.",
        )


def _seen_by(user: User, today: date) -> QuerySet[Import]:
    if reaches_municipality(user, Thing.IMPORT, today):
        return Import.objects.all()
    return imports_seen_by(user, today)


def _get_import(request: Request, public_id: str) -> Import:
    """Return a file the user may know of, or answer 404."""
    require(request, Thing.IMPORT)
    seen = _seen_by(request.user, timezone.localdate()).select_related("by", "school")
    source = seen.filter(public_id=public_id).first()
    if source is None:
        raise Http404
    return source


def _get_own(request: Request, public_id: str) -> Import:
    """Return a file that the user may let in or give up, or answer 404."""
    source = _get_import(request, public_id)
    if not _may_act(request.user, source, timezone.localdate()):
        raise Http404
    return source


def _may_act(user: User, source: Import, today: date) -> bool:
    if source.school is None:
        return reaches_municipality(user, Thing.IMPORT, today)
    return schools_with(user, Thing.IMPORT, today).filter(pk=source.school.pk).exists()


def _sees_lines(user: User, source: Import, today: date) -> bool:
    """Tell whether a user may see the cells of refused lines: those of their own pupils' file.

    A refused line may be about anybody, so whoever is related to a child sees none of them.
    """
    school: School | None = source.school
    if school is None or related_pupils(user, today):
        return False
    return schools_with(user, Thing.PUPILS, today).contains(school)


def _facts(source: Import) -> list[dict[str, str]]:
    of = "elever" if source.kind == ImportKind.PUPILS else "dage"
    facts = [
        {
            "label": "Indhold",
            "value": f"{sentence(source.get_kind_display())}, "
            f"{plural(source.lines, 'linje', 'linjer')}",
            "note": f"Læst som {LAYOUT_NAMES.get(source.profile, source.profile)}",
        }
    ]
    if source.first_day and source.last_day:
        days = date_range(source.first_day, source.last_day)
        facts.append({"label": "Dage i filen", "value": days})
    return [
        *facts,
        {"label": f"Nye {of}", "value": thousands(source.rows_new)},
        {"label": f"Ændrede {of}", "value": thousands(source.rows_changed)},
        {"label": f"Uændrede {of}", "value": thousands(source.rows_unchanged)},
        {"label": "Afviste linjer", "value": thousands(source.rows_refused)},
    ]


def _read_and_not(source: Import) -> str:
    """Say how the lines of a file were divided: "4 linjer læst, 6 sat til side"."""
    read = plural(source.lines - source.rows_refused, "linje", "linjer")
    return f"{read} læst, {thousands(source.rows_refused)} sat til side."


def _percent(source: Import) -> int:
    if source.status == Status.WAITING:
        return 0
    try:
        return cache.get(progress_key(source)) or 0
    except RedisError:
        return 0


def _page_of_lines(
    request: Request, source: Import, *, sees_lines: bool
) -> Page[QuarantinedLine] | None:
    lines = source.quarantine.order_by("line_number", "pk")
    page = Paginator(lines, LINES).get_page(request.GET.get("side"))
    if not page.object_list:
        return None
    if sees_lines:
        _note_pupils(request, source, page.object_list, purpose="Afviste linjer i en fraværsfil")
    return page


def _shown_lines(page: Page[QuarantinedLine] | None, *, sees_lines: bool) -> list[dict[str, Any]]:
    return [
        {
            "number": line.line_number,
            "reason": line.reason if sees_lines else without_words(line.reason),
            "cells": [cell for _, cell in line.cells] if sees_lines else [],
        }
        for line in page or ()
    ]


def _note_pupils(request: Request, source: Import, lines: Any, *, purpose: str) -> None:
    """Note that the user sees lines about these pupils."""
    profile = ImportProfile.objects.filter(name=source.profile).first()
    mapping = imports.mapping_of(profile)
    keys = set()
    for line in lines:
        headings = [heading for heading, _ in line.cells]
        place = places_of(headings, ["elev_id"], mapping).get("elev_id")
        if place is not None:
            keys.add(register_key(line.cells[place][1].strip()))
    key = Func(F("elev_id"), Value("0"), function="ltrim")
    known = Pupil.objects.annotate(key=key).filter(Q(key__in=keys))
    note_list(request, pupils=list(known.values_list("pk", flat=True)), purpose=purpose)


def _with_known_codes(request: Request, codes: list[str]) -> Any:
    """Return what was typed, with the usual meanings of codes that nothing was typed for yet."""
    typed = request.POST.copy()
    usual = ColumnsForm(headings=[], codes=codes)
    for field in usual.code_fields:
        typed.setdefault(field.name, field.initial)
    return typed
