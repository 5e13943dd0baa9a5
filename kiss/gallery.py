"""Every component in every state, with invented data."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import get_default_timezone
from django.views.decorators.http import require_safe

from cases.drafts import Kept
from kiss.lib import charts
from law.absence import Category, Mark
from law.calendar import Calendar, Closure
from law.deadlines import handlingsplan
from law.explain import explain_deadline, explain_quarter
from law.figures import World
from law.quarters import Quarter

TODAY = date(2026, 11, 23)
DRAFT = Kept(
    datetime(2026, 11, 20, 14, 12, tzinfo=get_default_timezone()),
    {"what": ["Møde Asta ved lågen hver"]},
)
FIRST, LAST = date(2026, 8, 12), date(2027, 6, 25)
CALENDAR = Calendar(
    (
        Closure(date(2026, 10, 10), date(2026, 10, 18), "efterårsferie"),
        Closure(date(2026, 11, 6), date(2026, 11, 6), "pædagogisk dag"),
        Closure(date(2026, 12, 19), date(2027, 1, 3), "juleferie"),
        Closure(date(2027, 2, 13), date(2027, 2, 21), "vinterferie"),
        Closure(date(2027, 3, 20), date(2027, 3, 29), "påskeferie"),
        Closure(date(2027, 5, 7), date(2027, 5, 7), "fridag"),
    ),
    version="2026-08-01",
)
WORLD = World.default(CALENDAR)


def _marks() -> list[Mark]:
    """A pupil with Mondays, a wave of illness, half days, late arrivals and an unclear day."""
    noted = {
        Category.SYG: [(8, 28, 2), (9, 15, 2), (9, 17, 2), (10, 20, 2), (10, 21, 1)],
        Category.ULO: [
            (10, 6, 2),
            (10, 7, 2),
            (10, 8, 1),
            (10, 26, 2),
            (11, 2, 2),
            (11, 9, 2),
            (11, 16, 2),
            (11, 18, 2),
        ],
        Category.SEN: [(9, 3, 0), (11, 12, 0), (11, 19, 0)],
        Category.DEL: [(11, 13, 0)],
        Category.LOV: [(9, 25, 2)],
        Category.UKENDT: [(11, 20, 2)],
    }
    return [
        Mark(date(2026, month, day), 1, category, halves)
        for category, days in noted.items()
        for month, day, halves in days
    ]


# Weeks of the picture in which many others are said to have been ill.
ILL = (40, 41)


def _pictures() -> dict[str, Any]:
    marks = _marks()
    explanation = explain_quarter(marks, Quarter(2026, 4), WORLD, as_of=TODAY)
    weeks = charts.strip_weeks(marks, CALENDAR, FIRST, TODAY)
    return {
        "explanation": explanation,
        "heat_days": charts.heat_days(
            marks, CALENDAR, FIRST, LAST, TODAY, explanation.counted_days
        ),
        "weeks": [
            charts.StripWeek(
                week.number,
                week.half_days,
                week.closed,
                0.6 + week.number % 3 * 0.2,
                "på skolen" if week.number in ILL else "",
            )
            for week in weeks
        ],
        "markers": [
            charts.StripMarker(37, "Handleplan 1"),
            charts.StripMarker(44, "Handleplan 2: makkerpar, mødes ved cykelskuret"),
        ],
        "limits": [charts.MeterLimit(10, "5,5 dage"), charts.MeterLimit(15, "8 dage")],
    }


def _deadlines() -> list[dict[str, Any]]:
    soon, late, calm = (handlingsplan(TODAY - timedelta(days=days), WORLD) for days in (12, 17, 3))
    return [
        {
            "due": deadline.due_on,
            "distance": distance,
            "tone": tone,
            "explanation": explain_deadline(deadline),
        }
        for deadline, distance, tone in (
            (late, "1 arbejdsdag siden", "late"),
            (soon, "om 2 arbejdsdage", "soon"),
            (calm, "om 9 arbejdsdage", ""),
        )
    ]


TASKS = [
    {
        "what": "Ring til forældrene til Malthe D. (8.A)",
        "why": "15 skoledage siden han sidst deltog. To opkald uden svar, senest torsdag.",
        "tone": "late",
        "tags": [{"label": "Lovkrav · sygeundervisning", "tone": "law"}],
        "due": "Skulle være sket fredag",
        "due_note": "20. november · 1 skoledag siden",
        "action_url": "#opgaver",
        "action_label": "Notér opkald",
        "primary": True,
    },
    {
        "what": "Underret kommunen om Noor H. (5.B)",
        "why": "8 af 53 skoledage ulovligt = 15,1 %. Grænsen på 15 % er 8 dage.",
        "tone": "soon",
        "tags": [
            {"label": "Lovkrav · § 6", "tone": "law"},
            {"label": "intern frist", "tone": "intern"},
        ],
        "due": "I dag",
        "due_note": "intern frist: 3 arbejdsdage",
        "action_url": "#opgaver",
        "action_label": "Skriv underretning",
        "primary": True,
    },
    {
        "what": "Vurdér seks elever før datamødet",
        "why": "Fire nye siden sidst, to som I ville se på igen nu.",
        "tone": "calm",
        "tags": [],
        "due": "Torsdag 26. november",
        "due_note": "kl. 9.00 med Birgitte fra Børn og Unge",
        "action_url": "#opgaver",
        "action_label": "Åbn listen",
        "primary": False,
    },
    {
        "what": "Jonas skriver Viggos egne ord ind",
        "why": "Bedt om det 16. november. Jonas kender Viggo bedst.",
        "tone": "wait",
        "tags": [],
        "due": "1 uge",
        "due_note": "siden du spurgte",
        "action_url": "#opgaver",
        "action_label": "Skriv til Jonas",
        "primary": False,
    },
]

CASE = {
    "elements": [
        {"label": "Opsporing", "url": "#elementer", "status": "bekymring 7. september"},
        {
            "label": "Afdækning",
            "url": "#elementer",
            "status": "4 af 5 perspektiver",
            "lacks": "klassen",
        },
        {
            "label": "Indsatser",
            "url": "#elementer",
            "status": "4 i gang, 2 i klassen",
            "current": True,
        },
        {"label": "Opfølgning", "url": "#elementer", "status": "næste 23. november"},
    ],
    "quotes": [
        {
            "text": "Jeg vil gerne i skole. Det er bare morgenen, der er svær, når alle kigger. "
            "Hvis Liva er der, går det.",
            "source": "Astas egne ord, 9. november, fortalt til Jonas",
            "may_be_shown": True,
        },
        {
            "text": "Jeg vil ikke have, at mor bliver ked af det.",
            "source": "Viggos egne ord, 12. november, fortalt til Inger",
            "may_be_shown": False,
        },
    ],
    "facts": [
        {"label": "Tovholder", "value": "Mette Østergaard", "note": "tlf. 00 00 00 12"},
        {"label": "Næste møde", "value": "i dag kl. 14.30", "url": "#fakta"},
        {"label": "Samtykke", "value": "ja, begge forældre", "note": "PPR, til 31. juli 2027"},
        {"label": "Ulovligt", "value": "3,5 af 53 dage · 6,6 %", "note": "2 dage til 10 %"},
    ],
    "entries": [
        {"on": date(2026, 12, 14), "text": "Opfølgning, senest"},
        {"on": TODAY, "text": "Netværksmøde kl. 14.30", "url": "#tidslinje"},
        {"on": date(2026, 11, 20), "text": "Talte med Asta om mødet", "by": "Jonas Bjerregaard"},
        {
            "on": date(2026, 11, 2),
            "text": "Varslet ved 10 %, brev sendt",
            "detail": "begge forældre",
            "by": "Mette Østergaard",
            "kind": "law",
        },
        {
            "on": date(2026, 10, 28),
            "text": "Ringede til mor – intet svar",
            "by": "Mette Østergaard",
        },
    ],
    "people": [
        {"name": "Mette Østergaard", "note": "afdelingsleder og tovholder"},
        {"name": "Inger Skovlund", "note": "inklusionsvejleder"},
        {"name": "Åse Ørsted", "note": ""},
    ],
    "pupils": [
        {"name": "Noor Haddad", "grade": "5.B", "days": "8", "share": "15,1 %", "since": TODAY},
        {"name": "Malthe Dam", "grade": "8.A", "days": "17,5", "share": "33,0 %", "since": FIRST},
        {"name": "Ida Ågård", "grade": "0.C", "days": "0,5", "share": "0,9 %", "since": TODAY},
    ],
    "filters": [
        {"label": "Alle", "url": "#filtre", "count": 12, "current": True},
        {"label": "Nye", "url": "#filtre", "count": 4, "current": False},
        {"label": "Grænsen er nået", "url": "#filtre", "count": 3, "current": False},
        {"label": "Uden sag", "url": "#filtre", "count": 0, "current": False},
    ],
    "first_steps": [
        "Læs skolens elever ind fra en fil.",
        "Læs fraværet ind. Så ser vi efter grænserne hver nat.",
        "Sæt Kom i skole-teamet, så der kan udpeges tovholdere.",
    ],
    "crumbs": [{"label": "Sager", "url": "#krummer"}, {"label": "26-0117"}],
}


class ExampleForm(forms.Form):
    what = forms.CharField(
        label="Hvad gør vi?",
        help_text="Skriv kun det, der er nødvendigt for planen.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv, hvad I gør."},
    )
    who = forms.CharField(
        label="Hvem er ansvarlig?", error_messages={"required": "Skriv, hvem der er ansvarlig."}
    )
    begins_on = forms.DateField(
        label="Hvornår begynder det?",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    level = forms.ChoiceField(
        label="Niveau",
        choices=[("", "Vælg"), ("f", "forebyggende"), ("g", "foregribende"), ("i", "indgribende")],
        error_messages={"required": "Vælg et niveau."},
    )
    arena = forms.MultipleChoiceField(
        label="Hvor?",
        choices=[("class", "klassefællesskab"), ("child", "barn"), ("home", "hjem")],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Sæt mindst ét kryds."},
    )
    works = forms.ChoiceField(
        label="Virker det?",
        choices=[("yes", "ja"), ("partly", "delvist"), ("no", "nej")],
        widget=forms.RadioSelect(attrs={"class": "choices--row"}),
        required=False,
    )
    paper = forms.FileField(label="Fil", required=False, help_text="CSV eller XLSX, højst 20 MB.")
    told = forms.BooleanField(
        label="Forældrene er orienteret", error_messages={"required": "Orientér forældrene først."}
    )


class GoalForm(forms.Form):
    goal = forms.CharField(label="Mål")
    by = forms.CharField(label="Hvem", required=False)


GoalFormSet = forms.formset_factory(GoalForm, extra=1, can_delete=True)


@login_not_required
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Show the components."""
    example = {"what": "", "who": "Jonas, kontaktlærer", "works": "partly"}
    return render(
        request,
        "kiss/components.html",
        {
            "gallery_day": TODAY,
            "tasks": TASKS,
            "deadlines": _deadlines(),
            "page": Paginator(range(312), 25).page(4),
            "blank": ExampleForm(prefix="blank", initial={"who": "Jonas, kontaktlærer"}),
            "wrong": ExampleForm(example, prefix="wrong"),
            "draft": DRAFT,
            "goals": GoalFormSet(
                prefix="goals",
                initial=[{"goal": "Asta kommer ind ad døren tre morgener om ugen.", "by": "Asta"}],
            ),
            **CASE,
            **_pictures(),
        },
    )
