"""Giving and ending the roles of a school's people."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from cases.forms.fields import OnceForm, SometimesField, choice, line
from kiss.lib.fields import DateField
from schools.models import SchoolClass, TeamMember, User
from schools.roles import SCHOOLS_OWN, Role
from schools.terms import AD_HOC_DAYS, AD_HOC_MOST_DAYS

TEACHERS_ONLY = "for en lærer eller pædagog"
# So much of a reason is kept with the history of the role.
REASON_LENGTH = 100


class ClassField(forms.ModelChoiceField):
    """A class chosen among those of the school; `need` says who it is asked of."""

    need = TEACHERS_ONLY

    def __init__(self, **given: Any) -> None:
        widget = forms.Select(attrs={"class": "input-m"})
        super().__init__(
            SchoolClass.objects.none(), required=False, empty_label="Vælg", widget=widget, **given
        )


class GiveRoleForm(OnceForm):
    """Who, as what, and for how long."""

    email = forms.EmailField(
        label="Arbejdsmail",
        max_length=254,
        help_text="Har personen en bruger i forvejen, findes den på mailen.",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": "Skriv personens arbejdsmail.",
            "invalid": "Skriv en hel mailadresse, for eksempel anna@skolen.dk.",
        },
    )
    name = SometimesField(
        label="Navn", need="for en ny bruger", max_length=120, widget=forms.TextInput
    )
    title = line("Stilling", longest=120)
    phone = line("Direkte telefon", longest=30)
    role = choice(
        "Rolle",
        [("", "Vælg"), *((role.value, role.label) for role in SCHOOLS_OWN)],
        "Vælg en rolle.",
    )
    school_class = ClassField(
        label="Klasse", error_messages={"invalid_choice": "Vælg en af skolens klasser."}
    )
    function = forms.ChoiceField(
        label="Plads i Kom i skole-teamet",
        required=False,
        choices=[("", "Ingen ny plads"), *TeamMember.Function.choices],
        help_text="Kun en ledelsesrepræsentant kan være tovholder.",
        widget=forms.Select(attrs={"class": "input-m"}),
    )
    starts_on = DateField(label="Fra")
    ends_on = DateField(
        label="Til og med",
        required=False,
        help_text=f"Står feltet tomt, gælder rollen indtil videre. En inviteret får så "
        f"{AD_HOC_DAYS} dage og kan højst få {AD_HOC_MOST_DAYS}. PPR og socialfaglig rådgiver "
        "får til og med 31. juli.",
    )

    def __init__(self, *args: Any, classes: QuerySet[SchoolClass], **given: Any) -> None:
        super().__init__(*args, **given)
        cast(ClassField, self.fields["school_class"]).queryset = classes

    def clean(self) -> dict[str, Any]:
        """Ask for the name of somebody new, and for the class of a teacher."""
        cleaned = super().clean() or {}
        email, role = cleaned.get("email"), cleaned.get("role")
        if email and not cleaned.get("name") and not _is_known(email):
            self.add_error(
                "name", "Ingen bruger har den arbejdsmail. Skriv navnet, så oprettes personen."
            )
        if role == Role.LAERER and not cleaned.get("school_class") and "school_class" in cleaned:
            self.add_error("school_class", "Vælg den klasse, læreren eller pædagogen har.")
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "Sidste dag ligger før den første.")
        return cleaned


def _is_known(email: str) -> bool:
    return User.objects.filter(email__iexact=email.strip()).exists()


class ConfirmForm(OnceForm):
    """Who still needs access. `shown` says whom the leader saw: nobody else is ended by it."""

    kept = forms.MultipleChoiceField(
        label="Skal stadig have adgang",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Listen er ændret imens. Se den igennem igen."},
    )
    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **given: Any) -> None:
        given["initial"] = {"shown": " ".join(key for key, _ in people)}
        super().__init__(*args, **given)
        cast(forms.MultipleChoiceField, self.fields["kept"]).choices = people

    def clean(self) -> dict[str, Any]:
        """Ask for one cross at least: a list sent by mistake must not close the school."""
        cleaned = super().clean() or {}
        if "kept" in cleaned and not cleaned["kept"]:
            self.add_error("kept", "Sæt kryds ved dem, der stadig skal have adgang.")
        return cleaned

    def split(self) -> tuple[set[str], set[str]]:
        """Return those who are kept, and those who were shown and are not."""
        kept = set(self.cleaned_data["kept"])
        return kept, set(self.cleaned_data["shown"].split()) - kept


class EndRoleForm(OnceForm):
    """The last day of a role, and what goes with it."""

    ends_on = DateField(
        label="Sidste dag",
        help_text="Personen har adgang dagen ud. Skal adgangen lukkes nu, så vælg dagen i går.",
    )
    with_team = forms.BooleanField(
        label="Pladsen i Kom i skole-teamet slutter samme dag", required=False
    )
    anyway = forms.BooleanField(
        label="Afslut alligevel, før sagerne er givet videre",
        required=False,
        help_text="Sagerne står som »mangler tovholder«, til en anden er udpeget, og pladsen i "
        "teamet slutter samme dag.",
    )
    reason = SometimesField(
        label="Hvorfor kan det ikke vente?",
        need="når du afslutter alligevel",
        max_length=REASON_LENGTH,
        widget=forms.TextInput,
    )

    def __init__(self, *args: Any, has_seat: bool, **given: Any) -> None:
        super().__init__(*args, **given)
        if not has_seat:
            del self.fields["with_team"]

    def answers(self) -> dict[str, Any]:
        """Return the parameters of the action, also the one that was not asked for."""
        return {"with_team": False, **self.given()}
