"""Ending a case in dialogue, the looks afterwards, and opening it again."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from cases.actions import Dialogue, speaks_against
from cases.closing import SIGNPOST_HELP, Against, Signpost
from cases.forms.cases import PeopleForm, PersonField
from cases.forms.fields import OnceForm, SometimesField, choice, text
from cases.models import AfterCheck, Closing, ClosingAnswer
from schools.models import User

DIALOG = Closing.Kind.DIALOG
IN_DIALOGUE = "skriv, når I har talt om det"


class SignpostForm(forms.Form):
    """One of the seven signposts, answered in the dialogue."""

    template_name_label = "cases/plain_label.html"

    answer = choice("Svar", ClosingAnswer.Answer.choices, as_buttons=True, required=False)
    note = text("Bemærkning", rows=2)

    def __init__(self, *args: Any, post: Signpost, **given: Any) -> None:
        given["prefix"] = post.value
        super().__init__(*args, **given)
        self.post = post
        self.fields["answer"].label = post.label
        self.fields["answer"].help_text = SIGNPOST_HELP[post]


class CloseForm(OnceForm):
    kind = choice("Hvordan slutter sagen?", Closing.Kind.choices, "Vælg, hvordan sagen slutter.")
    took_part = SometimesField(
        label="Hvem har været med til at beslutte det?",
        need=IN_DIALOGUE,
        rows=2,
        help_text="Barnet, forældrene, lærerne og de andre. Skriv også, hvis nogen ikke er enig.",
    )
    kept_up = SometimesField(
        label="Hvad bliver ved i skolen og hjemme?",
        need=IN_DIALOGUE,
        rows=3,
        help_text="Hvem gør hvad fra i morgen? Skriv, hvis intet skal blive ved.",
    )
    handed_to = SometimesField(
        label="Hvem af de daglige voksne tager over?",
        need=IN_DIALOGUE,
        rows=2,
        help_text="Navn, og hvad de ved. De kan altid spørge Kom i skole-teamet til råds.",
    )
    despite = SometimesField(
        label="Hvorfor alligevel nu?",
        need="hvis noget taler imod at slutte lige nu",
        rows=2,
    )
    reason = text(
        "Hvorfor afsluttes sagen?",
        "Skriv, hvorfor sagen afsluttes.",
        rows=3,
        help_text="Hvad er blevet anderledes for barnet?",
    )


class ClosePage:
    """All the forms of an ending. What the dialogue lacks is only asked for when there was one."""

    def __init__(self, posted: Any, *, days: Sequence[Against], initial: dict[str, Any]) -> None:
        self.form = CloseForm(posted, initial=initial)
        self.posts = [SignpostForm(posted, post=post) for post in Signpost]
        self.days = list(days)

    @property
    def forms(self) -> list[forms.Form]:
        return [*self.posts, self.form]

    @property
    def is_wrong(self) -> bool:
        """Whether something was sent that is to be mended."""
        return self.form.is_bound and any(form.errors for form in self.forms)

    def is_valid(self) -> bool:
        """Judge all of it, so that everything that is missing is said at once."""
        judged = [form.is_valid() for form in self.forms]
        if self.form.cleaned_data.get("kind") != DIALOG:
            return all(judged)
        missing = {
            "took_part": "Skriv, hvem der har været med til at beslutte det.",
            "kept_up": "Skriv, hvad der bliver ved, også hvis intet gør.",
            "handed_to": "Skriv, hvem der tager over i hverdagen.",
        }
        if speaks_against(self.answers, self.days):
            missing["despite"] = (
                "Noget taler imod at slutte nu. Skriv, hvorfor I gør det alligevel."
            )
        for post in self.posts:
            if not post.cleaned_data.get("answer"):
                post.add_error("answer", f"Svar på: {post.post.label}")
        for name, sentence in missing.items():
            if not self.form.cleaned_data.get(name, "").strip():
                self.form.add_error(name, sentence)
        return all(judged) and not self.is_wrong

    @property
    def answers(self) -> dict[str, tuple[str, str]]:
        """The signposts that were answered: the answer and the note."""
        return {
            post.post.value: (post.cleaned_data["answer"], post.cleaned_data.get("note", ""))
            for post in self.posts
            if post.cleaned_data.get("answer")
        }

    def dialogue(self) -> Dialogue | None:
        """Return what was said, when there was a dialogue."""
        given = self.form.cleaned_data
        if given["kind"] != DIALOG:
            return None
        names = ("took_part", "kept_up", "handed_to", "despite")
        return Dialogue(answers=self.answers, **{name: given[name] for name in names})


class AfterCheckForm(OnceForm):
    verdict = choice(
        "Hvordan går det?", AfterCheck.Verdict.choices, "Vælg, hvordan det går.", as_buttons=True
    )
    note = SometimesField(label="Hvad ser I?", need="skriv, hvis det ikke bare går godt", rows=3)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        worried = given.get("verdict") not in {None, "", AfterCheck.Verdict.GODT}
        if worried and not given.get("note", "").strip():
            self.add_error("note", "Skriv kort, hvad I ser.")
        return given


class ReopenForm(PeopleForm):
    reason = text(
        "Hvorfor åbnes sagen igen?",
        "Skriv, hvorfor sagen åbnes igen.",
        rows=3,
        help_text="Hvad har ændret sig? Alt det, der er skrevet før, står i sagen.",
    )
    tovholder = PersonField(
        label="Hvem er tovholder?",
        help_text="Tovholderen er altid en leder i skolens Kom i skole-team.",
        error_messages={"required": "Vælg en tovholder.", "invalid_choice": "Vælg en tovholder."},
    )

    def __init__(self, *args: Any, tovholdere: QuerySet[User], **given: Any) -> None:
        super().__init__(*args, **given)
        self.offer("tovholder", tovholdere)
