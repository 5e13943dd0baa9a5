"""Giving and ending the roles that no school gives."""

from typing import Any

from django import forms

from cases.forms.fields import OnceForm, SometimesField, choice, line, refuse_cpr, text
from kiss.lib.fields import DateField
from schools.models import School, User
from schools.roles import MUNICIPALS_OWN, RIGHTS, Role


class AppointForm(OnceForm):
    """Who, as what, where and for how long."""

    email = forms.EmailField(
        label="Arbejdsmail",
        max_length=254,
        help_text="Har personen en bruger i forvejen, findes den på mailen.",
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": "Skriv personens arbejdsmail.",
            "invalid": "Skriv en hel mailadresse, for eksempel anna@kommunen.dk.",
        },
    )
    name = SometimesField(
        label="Navn", need="for en ny bruger", max_length=120, widget=forms.TextInput
    )
    title = line("Stilling", longest=120)
    phone = line("Direkte telefon", longest=30)
    role = choice(
        "Rolle",
        [("", "Vælg"), *((role.value, role.label.capitalize()) for role in MUNICIPALS_OWN)],
        "Vælg en rolle.",
    )
    school = forms.ModelChoiceField(
        School.objects.order_by("name", "pk"),
        label="Skole",
        required=False,
        empty_label="Vælg",
        help_text="For en skoleleder. De andre roller gælder hele kommunen.",
        widget=forms.Select(attrs={"class": "input-m"}),
        error_messages={"invalid_choice": "Vælg en af kommunens skoler."},
    )
    starts_on = DateField(label="Fra")
    ends_on = DateField(
        label="Til og med",
        required=False,
        help_text="Står feltet tomt, gælder rollen indtil videre.",
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the name of somebody new, and for a school where the role is of one."""
        given = super().clean() or self.cleaned_data
        email, role = given.get("email"), given.get("role")
        known = email and User.objects.filter(email__iexact=email.strip()).exists()
        if email and not given.get("name") and not known:
            self.add_error(
                "name", "Ingen bruger har den arbejdsmail. Skriv navnet, så oprettes personen."
            )
        if role and "school" in given:
            at_school = RIGHTS[Role(role)].at_school
            if at_school and not given["school"]:
                self.add_error("school", "Vælg den skole, personen leder.")
            if not at_school and given["school"]:
                self.add_error("school", "Rollen gælder hele kommunen. Vælg ingen skole.")
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "Sidste dag ligger før den første.")
        return given


class DismissForm(OnceForm):
    """The last day of a role."""

    ends_on = DateField(
        label="Sidste dag",
        help_text="Personen har adgang dagen ud. Skal adgangen lukkes nu, så vælg dagen i går.",
    )


class ResetForm(OnceForm):
    """Why somebody's app and keys are taken away."""

    reason = text(
        "Hvorfor?",
        "Skriv hvorfor, og hvordan du ved, at det er personen selv, der har bedt om det.",
        rows=2,
        help_text="Hvordan ved du, at det er personen selv, der har bedt om det?",
    )


class PeopleSearchForm(forms.Form):
    """Somebody to look for, by name or mail. Sent by POST, so that it stands in no address."""

    who = forms.CharField(
        label="Find en medarbejder",
        max_length=60,
        help_text="Navn eller arbejdsmail",
        error_messages={"required": "Skriv et navn eller en del af det."},
        validators=[refuse_cpr],
        widget=forms.TextInput(
            attrs={"type": "search", "autocomplete": "off", "data-search": "", "class": "input-m"}
        ),
    )
