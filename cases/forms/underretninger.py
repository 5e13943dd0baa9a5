"""An underretning: its ground, four texts kept apart, who knows of it; then sent and received."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django import forms

from cases.bundle import Gathered, Written
from cases.forms.fields import OnceForm, PastDateField, SometimesField, choice, line, text
from cases.models import ChildStatement, Underretning
from cases.models.underretning import grounds
from kiss.lib.text import long_date, plain_date
from law.danish import sentence
from law.underretning import Ground
from schools.models import CustodyHolder

TAKES = (
    ("absence", "Opgørelsen af fraværet, dag for dag"),
    ("contacts", "Kontakten med hjemmet, også forsøgene"),
    ("plan", "Handleplanerne, og hvad der er prøvet"),
)
HEARD = (("ja", "ja"), ("nej", "nej"))


class StatementsField(forms.ModelMultipleChoiceField):
    """Some of what the child has said, chosen sentence by sentence."""

    need = "sæt kryds ved det, der skal med"

    def __init__(self, **given: Any) -> None:
        given.setdefault("widget", forms.CheckboxSelectMultiple)
        super().__init__(
            ChildStatement.objects.none(),
            required=False,
            error_messages={"invalid_choice": "Vælg barnets ord igen."},
            **given,
        )

    def label_from_instance(self, row: ChildStatement) -> str:
        return f"»{row.text}« Sagt {plain_date(row.said_on)} til {row.said_to}."


class TakesField(forms.MultipleChoiceField):
    """What is taken along from the case."""

    need = "fjern krydset ved det, der ikke skal med"


class UnderretningForm(OnceForm):
    ground = forms.ChoiceField(
        label="Hvorfor underretter I?",
        choices=grounds,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Vælg, hvad underretningen hviler på.",
            "invalid_choice": "Vælg, hvad underretningen hviler på.",
        },
    )
    corrects = forms.ChoiceField(
        label="Retter den en, der er sendt?",
        required=False,
        widget=forms.Select(attrs={"class": "input-m"}),
        error_messages={"invalid_choice": "Vælg en underretning, der er sendt."},
    )
    recipient = line(
        "Hvem sendes den til?",
        "Skriv, hvem underretningen sendes til.",
        longest=200,
        help_text="Barnets bopælskommune. Skriv afdelingen, så den når det rigtige sted hen.",
    )
    takes = TakesField(
        label="Hvad skal med fra sagen?",
        choices=TAKES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Kun det, som modtageren har brug for. Se det under »Det kan komme med«.",
        error_messages={"invalid_choice": "Vælg blandt det, der står på listen."},
    )
    observation = text(
        "Hvad har I set og hørt?",
        "Skriv, hvad I har set og hørt.",
        rows=6,
        help_text="Kun det, nogen har set eller hørt, og hvornår. Ingen forklaringer.",
    )
    assessment = text(
        "Hvordan vurderer I det?",
        "Skriv, hvordan I vurderer det.",
        rows=5,
        help_text="Hvad bekymrer jer, hvad går godt, og hvad har I brug for, at modtageren gør?",
    )
    words = StatementsField(label="Barnets egne ord, som må vises")
    confided = StatementsField(
        label="Sagt i fortrolighed",
        help_text=(
            "Ord, du vælger her, kan læses af modtageren og af alle, der må læse underretningen: "
            "skolens ledelse, tovholderen og en socialfaglig rådgiver på sagen. "
            "Sig det til barnet først, hvis du kan."
        ),
    )
    no_words_reason = SometimesField(
        label="Hvorfor er barnets egne ord ikke med?", need="hvis du ingen vælger", rows=2
    )
    parents_view = SometimesField(
        label="Hvad siger forældrene?",
        need="eller skriv nedenfor, hvorfor det mangler",
        rows=4,
        help_text="Så vidt muligt med deres egne ord. Skriv også, hvis de er uenige.",
    )
    no_parents_view_reason = SometimesField(
        label="Hvorfor mangler det, forældrene siger?", need="hvis feltet er tomt", rows=2
    )
    heard = choice(
        "Er barnet hørt?",
        HEARD,
        "Svar på, om barnet er hørt.",
        as_buttons=True,
    )
    heard_note = SometimesField(
        label="Hvornår og hvordan, eller hvorfor ikke?", need="skriv, hvis svaret er nej", rows=2
    )

    read_through = forms.BooleanField(
        label="Jeg har læst det hele igennem. Papiret låses nu og kan ikke ændres bagefter.",
        error_messages={
            "required": "Læs det igennem, og sæt kryds: papiret kan ikke ændres bagefter."
        },
    )

    def __init__(
        self,
        *args: Any,
        readable: Any,
        sent: Sequence[Underretning],
        has_fifteen: bool,
        gathered: Gathered,
        is_to_be_heard: bool,
        hearing_age: int,
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        self.has_fifteen = has_fifteen
        fields: dict[str, Any] = self.fields
        shared = readable.filter(may_be_shared=True).order_by("-said_on", "-pk")
        shut = readable.filter(may_be_shared=False).order_by("-said_on", "-pk")
        for name, rows in (("words", shared), ("confided", shut)):
            fields[name].queryset = rows
            if not rows.exists():
                del self.fields[name]
        there = {
            "absence": gathered.absence is not None,
            "contacts": bool(gathered.contacts),
            "plan": gathered.has_plan,
        }
        offered = [(key, label) for key, label in TAKES if there[key]]
        fields["takes"].choices = offered
        self.fields["takes"].initial = [key for key, _ in offered]
        if not offered:
            del self.fields["takes"]
        if sent:
            fields["corrects"].choices = [
                ("", "Nej, den er ny"),
                *((str(row.number), f"Ja, den retter {_sent(row)}") for row in sent),
            ]
        else:
            del self.fields["corrects"]
        self.sent = {str(row.number): row for row in sent}
        if is_to_be_heard:
            self.fields["heard"].help_text = (
                f"Barnet er fyldt {hearing_age} år, eller alderen er ikke kendt. Kommunen skal "
                "høre barnet, før den afgør noget. Har I talt med barnet om underretningen?"
            )
        else:
            self.fields["heard"].required = False
            self.fields["heard"].label = "Har I talt med barnet om underretningen?"

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.chosen and not given.get("no_words_reason", "").strip():
            self.add_error(
                "no_words_reason",
                "Vælg noget af det, barnet har sagt, eller skriv, hvorfor det ikke er med.",
            )
        view, why = given.get("parents_view", ""), given.get("no_parents_view_reason", "")
        if not view.strip() and not why.strip():
            self.add_error(
                "no_parents_view_reason",
                "Skriv, hvad forældrene siger, eller hvorfor det mangler.",
            )
        if given.get("ground") == Ground.FIFTEEN and not self.has_fifteen:
            self.add_error(
                "ground",
                "Tallene her viser ikke 15 procent ulovligt fravær i et kvartal. Vælg et andet "
                "grundlag. Er tallene forkerte, så få dem rettet eller læst ind først.",
            )
        if given.get("heard") == "nej" and not given.get("heard_note", "").strip():
            self.add_error("heard_note", "Skriv, hvorfor barnet ikke er hørt.")
        return given

    @property
    def chosen(self) -> list[ChildStatement]:
        """The child's statements that go in, the oldest first, from both drawers."""
        given = self.cleaned_data
        rows = [*(given.get("words") or ()), *(given.get("confided") or ())]
        return sorted(rows, key=lambda row: (row.said_on, row.pk))

    @property
    def corrected(self) -> Underretning | None:
        return self.sent.get(self.cleaned_data.get("corrects", ""))


class InformedForm(forms.Form):
    """Whether one who has custody was told before it is sent: the day, or why not."""

    template_name_label = "cases/plain_label.html"

    informed_on = PastDateField(
        label="Orienteret den",
        required=False,
        in_future="Skriv en dag, der har været.",
        lately=True,
    )
    why_not = SometimesField(label="Hvorfor ikke endnu?", need="hvis de ikke er orienteret", rows=2)

    def __init__(self, *args: Any, parent: CustodyHolder, name: str, today: date, **given: Any):
        given["prefix"] = f"foraelder-{parent.pk}"
        super().__init__(*args, **given)
        self.who = f"{name} ({parent.relation})" if name == parent.name else name
        self.fields["informed_on"].refuse_after(today)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        is_wrong = "informed_on" in self.errors
        if not is_wrong and not given.get("informed_on") and not given.get("why_not", "").strip():
            self.add_error(
                "why_not", f"Skriv, hvornår {self.who} blev orienteret, eller hvorfor ikke."
            )
        return given

    @property
    def said(self) -> str:
        """What the paper says of it."""
        day, why = self.cleaned_data.get("informed_on"), self.cleaned_data.get("why_not", "")
        told = f"Orienteret {long_date(day)}." if day else "Ikke orienteret, før den blev sendt."
        return f"{told} {sentence(why.strip())}".strip()


class UnderretningPage:
    """All the forms of an underretning: the bundle itself, and one for each who has custody."""

    def __init__(
        self,
        posted: Any,
        *,
        parents: Sequence[tuple[CustodyHolder, str]],
        today: date,
        **given: Any,
    ) -> None:
        self.form = UnderretningForm(posted, **given)
        self.informed = [
            InformedForm(posted, parent=parent, name=name, today=today) for parent, name in parents
        ]

    @property
    def forms(self) -> list[forms.Form]:
        return [self.form, *self.informed]

    @property
    def is_wrong(self) -> bool:
        """Whether something was sent that is to be mended."""
        return self.form.is_bound and any(form.errors for form in self.forms)

    def is_valid(self) -> bool:
        """Judge all of it, so that everything that is missing is said at once."""
        judged = [form.is_valid() for form in self.forms]
        return all(judged)

    def written(self) -> Written:
        """Return what was written and chosen."""
        given = self.form.cleaned_data
        return Written(
            ground=Ground(given["ground"]),
            recipient=given["recipient"],
            observation=given["observation"],
            assessment=given["assessment"],
            words=self.form.chosen,
            no_child_words="" if self.form.chosen else given["no_words_reason"],
            parents_view=given["parents_view"],
            no_parents_view=""
            if given["parents_view"].strip()
            else given["no_parents_view_reason"],
            informed=[(row.who, row.said) for row in self.informed],
            hearing=_hearing(given),
            takes=_takes(given),
            corrects=self.form.corrected,
        )


def _takes(given: dict[str, Any]) -> Collection[str]:
    return given.get("takes") or ()


def _hearing(given: dict[str, Any]) -> str:
    said = {"ja": "Barnet er hørt.", "nej": "Barnet er ikke hørt."}.get(given.get("heard", ""), "")
    return f"{said} {sentence(given.get('heard_note', '').strip())}".strip()


def _sent(row: Underretning) -> str:
    on = plain_date(row.sent_on) if row.sent_on else ""
    return f"nr. {row.number}, sendt {on}"


class SentForm(OnceForm):
    sent_on = PastDateField(label="Sendt den", in_future="Den kan ikke være sendt i fremtiden.")
    channel = choice(
        "Hvordan?",
        Underretning.Channel.choices,
        "Vælg, hvordan den blev sendt.",
        as_buttons=True,
    )
    sent_note = line(
        "Bemærkning",
        longest=200,
        help_text="For eksempel journalnummeret. Det kan stå tomt.",
    )

    def __init__(self, *args: Any, today: date, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["sent_on"].refuse_after(today)  # type: ignore[attr-defined]


class ReceiptForm(OnceForm):
    receipt_on = PastDateField(
        label="Kvitteringen kom den", in_future="Kvitteringen kan ikke være kommet i fremtiden."
    )
    receipt_from = line("Fra hvem?", "Skriv, hvem kvitteringen kom fra.")
    receipt_answer = text(
        "Hvad svarede de?",
        rows=3,
        help_text="Hvad sætter de i gang, og hvem er jeres kontakt? Det kan stå tomt.",
    )

    def __init__(self, *args: Any, today: date, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["receipt_on"].refuse_after(today)  # type: ignore[attr-defined]


class PutAsideForm(OnceForm):
    reason = text("Hvorfor sendes den ikke?", "Skriv, hvorfor den ikke sendes.", rows=2)
