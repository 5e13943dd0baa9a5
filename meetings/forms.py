"""What is typed about a meeting."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from cases.forms.fields import OnceForm, line, text
from kiss.lib.fields import DateField, TimeField
from meetings.actions import AgreementInput, NextMeeting

NOT_ASKED = "ikke-spurgt"
_PARTS = (
    "er med hele mødet",
    "er med noget af mødet",
    "er ikke med, men mødet begynder med barnets egne ord",
)
CHILD_TAKES_PART = (*((part, part) for part in _PARTS), (NOT_ASKED, "er ikke spurgt endnu"))


def _time(label: str, missing: str) -> TimeField:
    """A time of day that says what is missing in its own words."""
    return TimeField(
        label=label,
        error_messages={"required": missing, "invalid": "Skriv klokkeslættet som 14.30."},
    )


class Schedule(forms.Form):
    """When and where."""

    day = DateField(label="Dato")
    starts = _time("Fra", "Skriv, hvornår mødet begynder.")
    ends = _time("Til", "Skriv, hvornår mødet slutter.")
    place = line("Sted", "Skriv, hvor I mødes.")

    def clean(self) -> dict[str, Any]:
        """Refuse an end that is not after the start; join day and times to moments."""
        given = super().clean() or self.cleaned_data
        day, starts, ends = (given.get(name) for name in ("day", "starts", "ends"))
        if starts and ends and ends <= starts:
            self.add_error("ends", "Mødet skal slutte, efter det er begyndt.")
        elif day and starts and ends:
            given["starts_at"], given["ends_at"] = moment(day, starts), moment(day, ends)
        return given

    def times(self) -> dict[str, Any]:
        """Return the parameters of an action that sets time and place."""
        return {name: self.cleaned_data[name] for name in ("starts_at", "ends_at", "place")}


class CallForm(OnceForm, Schedule):
    """A network meeting: when, where, who, and what the child wants."""

    invited = forms.MultipleChoiceField(
        label="Hvem inviteres",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Vælg mindst én, der skal med til mødet.",
            "invalid_choice": "Vælg blandt dem, der står på listen.",
        },
    )
    child_takes_part = forms.ChoiceField(
        label="Barnets deltagelse",
        choices=CHILD_TAKES_PART,
        widget=forms.RadioSelect,
        help_text="Spørg barnet, før I holder mødet.",
        error_messages={
            "required": "Vælg, hvor meget barnet er med.",
            "invalid_choice": "Vælg en af mulighederne.",
        },
    )

    field_order = ("day", "starts", "ends", "place", "invited", "child_takes_part")

    def __init__(
        self, *args: Any, people: Iterable[tuple[str, str]] = (), child: str = "", **given: Any
    ) -> None:
        super().__init__(*args, **given)
        _offer(self.fields["invited"], people)
        if child:
            self.fields["child_takes_part"].label = f"Hvor meget er {child} med?"

    def clean_child_takes_part(self) -> str:
        """Return the child's part in words, or nothing when nobody has asked."""
        part = self.cleaned_data["child_takes_part"]
        return "" if part == NOT_ASKED else part


class GuestForm(forms.Form):
    """Somebody who is invited by name: a coach, a nurse, a grandmother."""

    name = line("Navn", "Skriv navnet på den, der inviteres.")
    part = line("Rolle", "Skriv, hvilken rolle personen har.", longest=120)


class CancelForm(forms.Form):
    reason = line("Hvorfor er mødet aflyst?", "Skriv kort, hvorfor mødet er aflyst.", longest=300)


class MinutesForm(OnceForm):
    """Who came, and what the plan does not say."""

    came = forms.MultipleChoiceField(
        label="Hvem kom?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Sæt kryds ved dem, der kom. Kom der ingen, så aflys mødet i stedet.",
            "invalid_choice": "Sæt kryds ved dem på listen, der kom.",
        },
    )
    minutes = text(
        "Kort referat ud over planen",
        rows=4,
        help_text="Planen er referatet. Skriv kun det, der ikke står i den.",
    )

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]] = (), **given: Any) -> None:
        super().__init__(*args, **given)
        _offer(self.fields["came"], people)

    def ids(self) -> set[int]:
        """Return the participants who came."""
        return {int(pk) for pk in self.cleaned_data["came"]}


class AgreementForm(forms.Form):
    """What somebody promised. An empty row is no agreement."""

    what = line("Hvad", "Skriv, hvad I har aftalt.", longest=300)
    who = line("Hvem", "Skriv, hvem der gør det.")
    due_on = DateField(
        label="Senest",
        error_messages={
            "required": "Skriv, hvornår det senest er gjort.",
            "invalid": "Skriv datoen som dag-måned-år, for eksempel 8-4-2027.",
        },
    )


class NextForm(Schedule):
    """The next meeting, set while everybody is in the room; may be left empty."""

    prefix = "next"

    def __init__(self, *args: Any, **given: Any) -> None:
        given |= {"empty_permitted": True, "use_required_attribute": False}
        super().__init__(*args, **given)

    def meeting(self) -> NextMeeting | None:
        """Return when and where to meet again, or None when nothing was typed."""
        return NextMeeting(**self.times()) if self.has_changed() else None


GuestRows = forms.formset_factory(GuestForm, extra=1, max_num=20, can_delete=True)
AgreementRows = forms.formset_factory(AgreementForm, extra=2, max_num=40, can_delete=True)


def guests(rows: forms.BaseFormSet) -> list[tuple[str, str]]:
    """Return the name and part in every row that is filled in."""
    return [
        (given["name"].strip(), given["part"].strip()) for given in _kept(rows) if given.get("name")
    ]


def agreements(rows: forms.BaseFormSet) -> list[AgreementInput]:
    """Return the agreement in every row that is filled in."""
    return [
        AgreementInput(what=given["what"], who=given["who"], due_on=given["due_on"])
        for given in _kept(rows)
        if given.get("what")
    ]


def one_more(rows: forms.BaseFormSet) -> forms.BaseFormSet:
    """Return the rows as typed and an empty one, for those who add a row without JavaScript."""
    typed = QueryDict(mutable=True)
    typed.update(rows.data)
    total = f"{rows.prefix}-TOTAL_FORMS"
    known = typed.get(total, "")
    typed[total] = str(int(known) + 1 if known.isdecimal() else 1)
    return type(rows)(typed, prefix=rows.prefix)


def _offer(field: forms.Field, people: Iterable[tuple[str, str]]) -> None:
    """Let people be ticked who are only known when the page is asked for."""
    if isinstance(field, forms.MultipleChoiceField):
        field.choices = list(people)


def _kept(rows: forms.BaseFormSet) -> Iterable[dict[str, Any]]:
    for form in rows.forms:
        if form not in rows.deleted_forms:
            yield form.cleaned_data


def moment(day: date, at: time) -> datetime:
    """Return a day and a time of the clock in Denmark as a moment."""
    return timezone.make_aware(datetime.combine(day, at))
