"""Writing in a case: contacts, notes, the child's words, the perspectives, the three questions."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import actions
from cases.forms import ChildWordsForm, ContactForm, FollowUpForm, NoteForm, PerspectiveForm
from cases.models import Case, ChildStatement, Correction, Indsats, Note, Perspective
from cases.permissions import LEAD, WRITE, confided, get_case, note_lookup
from cases.phases import Angle
from cases.views.answer import done, page, sent_again
from cases.views.brought import brought_in
from cases.views.frame import frame_of
from cases.views.searching import quoting
from cases.views.tools import perspective_from, prefilled
from kiss.lib.http import Request
from kiss.lib.models import Conflict, Refused
from kiss.lib.text import join_and, possessive


@require_http_methods(["GET", "POST"])
def contact(request: Request, public_id: str) -> HttpResponse:
    """Note a contact with the home; "ringede, intet svar" is sent from the case page in one tap."""
    case = get_case(request, public_id, to=WRITE, purpose="Noterer en kontakt")
    today = timezone.localdate()
    # No name stands in an address: only whose relation it is.
    whom = request.GET.get("hvem", "")
    whom = f"{possessive(case.pupil.first_name)} {whom}" if whom else ""
    shown = {"on": today, "with_whom": whom, "channel": "telefon"}
    form = ContactForm(request.POST or None, initial=shown, today=today)

    def act() -> str:
        noted = actions.note_contact(case.pupil, case=case, by=request.user, **form.given())
        # Who was called is what somebody typed, and stays out of what waits in the session.
        how, came = noted.get_channel_display(), noted.get_outcome_display()
        messages.success(request, f"Noteret: {how}, {came}.")
        return case.get_absolute_url()

    if answer := done(request, form, act):
        return answer
    return page(request, "cases/contact.html", form, _frame(request, case, "Kontakt"))


@require_http_methods(["GET", "POST"])
def note_new(request: Request, public_id: str) -> HttpResponse:
    """Write a note."""
    case = get_case(request, public_id, to=WRITE, purpose="Skriver et notat")
    form = NoteForm(request.POST or None)

    def act() -> str:
        actions.write_note(case, by=request.user, on=timezone.localdate(), **form.given())
        return case.get_absolute_url()

    if answer := done(request, form, act, say="Notatet er gemt."):
        return answer
    return page(request, "cases/note_new.html", form, _frame(request, case, "Notat"))


@require_safe
def note(request: Request, public_id: str, pk: int) -> HttpResponse:
    """Show one note; the text of a restricted one only to those who lead the case."""
    case = get_case(request, public_id, purpose=f"Siden for notat {pk}")
    found = get_object_or_404(Note.objects.select_related("by"), pk=pk, case=case)
    context = _frame(request, case, "Notat")
    if found.is_restricted and not context["rights"].reads_restricted:
        raise PermissionDenied
    if found.is_restricted:
        note_lookup(request, pupil=case.pupil, case=case, purpose=f"Læste fortroligt notat {pk}")
    corrections = Correction.objects.filter(event__case=case, event__data__note=pk)
    context |= {"note": found, "corrections": corrections.select_related("by").order_by("on", "pk")}
    return render(request, "cases/note.html", context)


@require_http_methods(["GET", "POST"])
def child_words(request: Request, public_id: str) -> HttpResponse:
    """Write down what the child said, and see all of it in its two drawers."""
    case = get_case(request, public_id, to=WRITE, purpose="Barnets egne ord")
    today = timezone.localdate()
    form = ChildWordsForm(request.POST or None, initial={"said_on": today}, today=today)

    def act() -> str:
        actions.note_child_words(case, on=today, by=request.user, **form.given())
        return reverse("cases:element", args=[case.public_id, "afdaekning"])

    if answer := done(request, form, act, say="Barnets ord er skrevet ned."):
        return answer
    return page(request, "cases/child_words.html", form, _frame(request, case, "Barnets egne ord"))


@require_POST
def drawer(request: Request, public_id: str, pk: int) -> HttpResponse:
    """Move what the child said to the other drawer: the tovholder, and who wrote it down."""
    case = get_case(request, public_id, to=WRITE, purpose="Flytter barnets ord")
    today = timezone.localdate()
    statement = get_object_or_404(ChildStatement, confided(request.user, case, today), pk=pk)
    frame = frame_of(request, case, today)
    if statement.noted_by_id != request.user.pk and not frame.rights.leads_by_name:
        raise PermissionDenied
    opens = request.POST.get("skuffe") == "forældre"
    try:
        actions.move_child_words(statement, may_be_shared=opens, on=today, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said = "må nu vises for forældrene" if opens else "er nu fortrolige"
        messages.success(request, f"Barnets ord {said}.")
        if not opens and (places := quoting(frame, statement.text)):
            messages.warning(
                request,
                f"Noget af det står også her: {join_and(places)}. Ret det dér, så det ikke kommer "
                "med på papiret til forældrene.",
            )
    return redirect("cases:element", case.public_id, "afdaekning")


@require_http_methods(["GET", "POST"])
def perspective(request: Request, public_id: str, angle: str) -> HttpResponse:
    """Describe one of the five perspectives, or say why it was not possible."""
    if angle not in Angle:
        raise Http404
    purpose = f"Afdækning: {Angle(angle).label}"
    case = get_case(request, public_id, to=WRITE, purpose=purpose)
    today = timezone.localdate()
    frame = frame_of(request, case, today)
    saved = Perspective.objects.filter(case=case, angle=angle).first()
    shown = _shown(saved) or {"seen": 0, "explored_on": today}
    brought = brought_in(frame, Angle(angle), request.GET.get("fra", ""), today)
    entry = prefilled(request, case, angle)
    form = PerspectiveForm(
        request.POST or None,
        initial={
            **shown,
            **brought.fields(shown),
            **(perspective_from(entry, saved) if entry else {}),
        },
        today=today,
        angle=Angle(angle),
        grade=frame.school_class.grade if frame.school_class else None,
    )

    def act() -> str:
        actions.explore(case, angle=angle, on=today, by=request.user, **form.given())
        return reverse("cases:element", args=[case.public_id, "afdaekning"])

    context: dict[str, Any] = {
        **frame.context(today, page=Angle(angle).label),
        "angle": Angle(angle),
        "conflict": None,
        "entry": entry,
        "tools": form.tools,
        "source": brought.source,
    }
    if form.is_valid():
        try:
            address = actions.once(form.cleaned_data["form_id"], act, by=request.user)
        except Conflict as conflict:
            return _met_another(request, form, context, saved, str(conflict))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            actions.drop_draft(request.path, by=request.user)
            messages.success(request, f"{Angle(angle).label} er gemt.")
            return redirect(address)
    return page(request, "cases/perspective.html", form, context)


def _met_another(
    request: Request,
    form: PerspectiveForm,
    context: dict[str, Any],
    saved: Perspective | None,
    sentence: str,
) -> HttpResponse:
    """Show the saved text beside the typed one; the next save overwrites knowingly."""
    sent_again(form, seen=saved.version if saved else 0)
    return render(
        request,
        "cases/perspective.html",
        {**context, "form": form, "conflict": saved, "sentence": sentence},
        status=409,
    )


def _shown(saved: Perspective | None) -> dict[str, Any]:
    if saved is None:
        return {}
    names = ("explored_on", "explored_by", "tool", "summary", "not_possible_because")
    return {"seen": saved.version, **{name: getattr(saved, name) for name in names}}


@require_http_methods(["GET", "POST"])
def follow_up(request: Request, public_id: str, pk: int) -> HttpResponse:
    """Answer the three questions about one action."""
    case = get_case(request, public_id, to=LEAD, purpose="Følger op på en indsats")
    indsats = get_object_or_404(
        Indsats.objects.select_related("plan__case"), pk=pk, plan__case=case
    )
    form = FollowUpForm(request.POST or None, initial={"status": indsats.status})

    def act() -> str:
        actions.follow_up(indsats, on=timezone.localdate(), by=request.user, **form.given())
        return reverse("cases:element", args=[case.public_id, "opfoelgning"])

    if answer := done(request, form, act, say="Opfølgningen er gemt."):
        return answer
    context = {
        **_frame(request, case, "Følg op"),
        "indsats": indsats,
        "earlier": indsats.follow_ups.select_related("by").order_by("-on", "-pk"),
    }
    return page(request, "cases/follow_up.html", form, context)


def _frame(request: Request, case: Case, name: str) -> dict[str, Any]:
    today = timezone.localdate()
    return frame_of(request, case, today).context(today, page=name)
