"""The form of a tool, made from its questions: who, when, and an answer to each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django import forms
from django.http import QueryDict

from cases.forms.fields import PastDateField, TypedField, line, refuse_cpr
from cases.forms.plan import RowFormSet
from cases.forms.records import DatedForm
from cases.models import ToolEntry
from cases.phases import Angle
from cases.tools import Tool
from cases.tools.kinds import (
    LONGEST_LINE,
    LONGEST_TEXT,
    MOST_ROWS,
    Grid,
    Line,
    Option,
    Question,
    Rows,
    Words,
)

PLAIN = "cases/plain_label.html"
# The last part of a field's name says whether a draft of it is words (`cases.drafts.TEXTS`).
TEXT, PICK = "text", "valg"
NOT_SAID = "ikke talt om"


class Swatched:
    """Options with a patch of colour beside their word."""

    hues: Mapping[str, str]

    def create_option(self, name: str, value: Any, *args: Any, **given: Any) -> dict[str, Any]:
        """Return an option, with its hue."""
        option = super().create_option(name, value, *args, **given)  # type: ignore[misc]
        return {**option, "swatch": self.hues.get(str(value), "")}


class SwatchRadio(Swatched, forms.RadioSelect):
    pass


class SwatchBoxes(Swatched, forms.CheckboxSelectMultiple):
    pass


class SwatchSelect(Swatched, forms.Select):
    def create_option(self, name: str, value: Any, *args: Any, **given: Any) -> dict[str, Any]:
        """Return an option whose hue the style sheet can see."""
        option = super().create_option(name, value, *args, **given)
        if option["swatch"]:
            option["attrs"]["data-hue"] = option["swatch"]
        return option


class ToolForm(DatedForm):
    """Who did it, when and with whom, and every question that is no row of its own."""

    template_name_label = PLAIN

    seen = forms.IntegerField(widget=forms.HiddenInput)
    done_on = PastDateField(
        label="Hvornår", in_future="Den dag, I brugte redskabet, kan ikke ligge i fremtiden."
    )
    done_by = line("Hvem talte eller så efter?", "Skriv, hvem der talte med dem eller så efter.")
    with_whom = line("Sammen med", "Skriv, hvem I brugte redskabet sammen med.")
    may_be_shared = forms.BooleanField(
        label="Må vises for forældrene",
        required=False,
        help_text="Spørg barnet. Uden hak er svarene fortrolige: kun tovholderen, ledere og "
        "socialrådgivere, der selv er knyttet til sagen, og du kan læse dem.",
    )

    def __init__(self, *args: Any, tool: Tool, asks_drawer: bool, **given: Any) -> None:
        super().__init__(*args, **given)
        self.tool = tool
        if not asks_drawer:
            del self.fields["may_be_shared"]
        for question in tool.questions:
            self.fields.update(fields_of(question))

    def meta(self) -> dict[str, Any]:
        """Return what is asked of every tool."""
        return {name: self.cleaned_data[name] for name in ("done_on", "done_by", "with_whom")}

    def answers(self) -> dict[str, Any]:
        """Return the answers to the questions that are no row of their own."""
        given = self.cleaned_data
        found: dict[str, Any] = {}
        for question in self.tool.questions:
            if isinstance(question, Grid):
                found[question.key] = _grid_answer(question, given)
            elif not isinstance(question, Rows):
                found[question.key] = given[_name(question)]
        return found


def _name(question: Question | Any) -> str:
    return f"{question.key}-{PICK if question.kind in ('pick', 'picks') else TEXT}"


def fields_of(question: Question) -> dict[str, forms.Field]:
    """Return the fields of a question by name; none for rows, which are forms of their own."""
    if isinstance(question, Rows):
        return {}
    if isinstance(question, Grid):
        return {
            name: field
            for column in question.columns
            for row in question.rows
            for name, field in _grid_fields(question, column, row).items()
        }
    if isinstance(question, Words):
        area = forms.Textarea(attrs={"rows": max(question.room - 1, 2)})
        return {_name(question): _text(question.label, LONGEST_TEXT, area, question.help)}
    if isinstance(question, Line):
        inputs = forms.TextInput(attrs={"autocomplete": "off"})
        return {_name(question): _text(question.label, LONGEST_LINE, inputs, question.help)}
    return {_name(question): _choice(question)}


def _text(label: str, longest: int, widget: forms.Widget, help_text: str = "") -> forms.CharField:
    return TypedField(
        label=label,
        required=False,
        max_length=longest,
        help_text=help_text,
        widget=widget,
        validators=[refuse_cpr],
    )


def _choice(question: Any) -> forms.Field:
    pairs = [(option.key, option.word) for option in question.options]
    hues = {option.key: option.hue for option in question.options}
    wrong = f"Vælg en af mulighederne i »{question.label}«."
    if question.kind == "picks":
        boxes = SwatchBoxes(attrs={"class": "choices--row"})
        boxes.hues = hues
        return forms.MultipleChoiceField(
            label=question.label,
            choices=pairs,
            required=False,
            help_text=question.help,
            widget=boxes,
            error_messages={"invalid_choice": wrong},
        )
    radio = SwatchRadio(attrs={"class": "choices--row"})
    radio.hues = hues
    return forms.ChoiceField(
        label=question.label,
        choices=[*pairs, ("", NOT_SAID)],
        initial="",
        required=False,
        help_text=question.help,
        widget=radio,
        error_messages={"invalid_choice": wrong},
    )


def _listed(label: str, options: tuple[Option, ...], **attrs: str) -> forms.ChoiceField:
    """Return a short list to choose in, where there are many of them on a page."""
    select = SwatchSelect(attrs=attrs)
    select.hues = {option.key: option.hue for option in options}
    return forms.ChoiceField(
        label=label,
        choices=[("", "–"), *((option.key, option.word) for option in options)],
        required=False,
        widget=select,
        error_messages={"invalid_choice": f"Vælg en af mulighederne i »{label}«."},
    )


def _place(question: Grid, column: Option, row: Option) -> str:
    return f"{question.key}-{column.key}-{row.key}"


def _grid_fields(question: Grid, column: Option, row: Option) -> dict[str, forms.Field]:
    place = f"{column.word}, {row.word}" if len(question.columns) > 1 else row.word
    inputs = forms.TextInput(attrs={"autocomplete": "off", "aria-label": f"{place}: hvad"})
    name = _place(question, column, row)
    return {
        f"{name}-{PICK}": _listed(row.word, question.options, **{"aria-label": f"{place}: farve"}),
        f"{name}-{TEXT}": _text(row.word, LONGEST_LINE, inputs),
    }


def _grid_answer(question: Grid, given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        column.key: {
            row.key: {
                name: given[f"{_place(question, column, row)}-{name}"] for name in (TEXT, PICK)
            }
            for row in question.rows
        }
        for column in question.columns
    }


def _row_form(question: Rows) -> type[forms.Form]:
    fields: dict[str, Any] = {"template_name_label": PLAIN}
    for one in question.fields:
        inputs = forms.TextInput(attrs={"autocomplete": "off"})
        fields[_name(one)] = (
            _text(one.label, LONGEST_LINE, inputs, one.help)
            if isinstance(one, Line)
            else _listed(one.label, one.options)
        )
    return type("RowForm", (_RowForm,), {**fields, "question": question})


class _RowForm(forms.Form):
    question: Rows

    def answer(self) -> dict[str, str]:
        """Return the row as the tool keeps it."""
        return {one.key: self.cleaned_data.get(_name(one), "") for one in self.question.fields}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        first = self.question.fields[0]
        if self.has_changed() and not (given.get(_name(first)) or "").strip():
            self.add_error(
                _name(first), f"Udfyld »{first.label}« i hver linje, eller fjern linjen."
            )
        return given


def _row_formset(question: Rows) -> Any:
    return forms.formset_factory(
        _row_form(question), formset=RowFormSet, extra=0, can_delete=True, max_num=MOST_ROWS
    )


@dataclass(slots=True)
class ToolPage:
    """What is typed on the page of a tool: its form, and its rows by the key of their question."""

    tool: Tool
    form: ToolForm
    rows: dict[str, Any]

    @classmethod
    def of(cls, tool: Tool, shown: Mapping[str, Any], *, today: date, asks_drawer: bool) -> Self:
        """Return the page as it is shown first. `shown` is the meta and the answers known."""
        answers = shown.get("answers", {})
        form = ToolForm(
            initial={**shown, **_initial(tool, answers)},
            tool=tool,
            asks_drawer=asks_drawer,
            today=today,
        )
        rows = {}
        for question in _rows_of(tool):
            said = answers.get(question.key, [])
            rows[question.key] = _row_formset(question)(
                prefix=question.key,
                initial=[
                    {_name(one): row.get(one.key, "") for one in question.fields} for row in said
                ],
            )
            rows[question.key].extra = 1 if said else question.blank
        return cls(tool, form, rows)

    @classmethod
    def of_entry(cls, entry: ToolEntry, *, today: date) -> Self:
        """Return the page of what was filled in before; its drawer is moved elsewhere."""
        names = ("done_on", "done_by", "with_whom", "answers")
        shown = {"seen": entry.version, **{name: getattr(entry, name) for name in names}}
        return cls.of(entry.form, shown, today=today, asks_drawer=False)

    @classmethod
    def sent(cls, tool: Tool, posted: QueryDict, *, today: date, asks_drawer: bool) -> Self:
        """Return the page as it was sent, to be judged."""
        form = ToolForm(posted, tool=tool, asks_drawer=asks_drawer, today=today)
        rows = {
            question.key: _row_formset(question)(posted, prefix=question.key)
            for question in _rows_of(tool)
        }
        return cls(tool, form, rows)

    @classmethod
    def with_row_more(
        cls, tool: Tool, posted: QueryDict, prefix: str, *, today: date, asks_drawer: bool
    ) -> Self:
        """Return what was typed, unjudged, with one row more; for those without JavaScript."""
        form = ToolForm(tool=tool, asks_drawer=asks_drawer, today=today)
        form.initial = {
            name: posted.getlist(name)
            if isinstance(field, forms.MultipleChoiceField)
            else posted.get(name, "")
            for name, field in form.fields.items()
        }
        rows = {}
        for question in _rows_of(tool):
            typed = list(_typed(question, posted))
            rows[question.key] = _row_formset(question)(prefix=question.key, initial=typed)
            rows[question.key].extra = int(prefix == question.key)
        return cls(tool, form, rows)

    @property
    def forms(self) -> list[forms.Form]:
        """Every form on the page, for the list of what is to be mended."""
        return [self.form, *(form for rows in self.rows.values() for form in rows.forms)]

    @property
    def is_wrong(self) -> bool:
        """Whether something was sent that is to be mended."""
        return self.form.is_bound and any(form.errors for form in self.forms)

    def is_valid(self) -> bool:
        """Judge all of it, so that everything that is wrong is said at once."""
        judged = [part.is_valid() for part in (self.form, *self.rows.values())]
        return all(judged)

    def answers(self) -> dict[str, Any]:
        """Return all that was answered, when it is valid."""
        rows = {
            key: [form.answer() for form in formset.filled()] for key, formset in self.rows.items()
        }
        return {**self.form.answers(), **rows}

    @property
    def parts(self) -> Iterator[dict[str, Any]]:
        """The parts as the page draws them: each question with its fields."""
        for part in self.tool.parts:
            yield {
                "title": part.title,
                "intro": part.intro,
                "questions": [self._drawn(question) for question in part.questions],
            }

    def _drawn(self, question: Question) -> dict[str, Any]:
        drawn: dict[str, Any] = {"kind": question.kind, "question": question}
        if isinstance(question, Rows):
            return {**drawn, "formset": self.rows[question.key]}
        if isinstance(question, Grid):
            return {**drawn, "columns": list(self._grid(question))}
        return {**drawn, "field": self.form[_name(question)]}

    def _grid(self, question: Grid) -> Iterator[dict[str, Any]]:
        for column in question.columns:
            rows = []
            for row in question.rows:
                name = _place(question, column, row)
                pick, text = self.form[f"{name}-{PICK}"], self.form[f"{name}-{TEXT}"]
                rows.append({"label": row.word, "pick": pick, "text": text})
            yield {"label": column.word, "rows": rows}


def _rows_of(tool: Tool) -> list[Rows]:
    return [question for question in tool.questions if isinstance(question, Rows)]


def _initial(tool: Tool, answers: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for question in tool.questions:
        value = answers.get(question.key)
        if isinstance(question, Grid):
            for column, cells in (value or {}).items():
                for row, cell in cells.items():
                    for name, said in cell.items():
                        found[f"{question.key}-{column}-{row}-{name}"] = said
        elif not isinstance(question, Rows):
            found[_name(question)] = value or ""
    return found


def _typed(question: Rows, posted: QueryDict) -> Iterator[dict[str, str]]:
    total = posted.get(f"{question.key}-TOTAL_FORMS", "")
    for number in range(min(int(total) if total.isdecimal() else 0, MOST_ROWS)):
        start = f"{question.key}-{number}"
        row = {_name(one): posted.get(f"{start}-{_name(one)}", "") for one in question.fields}
        if any(value.strip() for value in row.values()):
            yield {**row, "DELETE": posted.get(f"{start}-DELETE", "")}


def asks_drawer(angle: str) -> bool:
    """Tell whether it is asked who may read: of what the child said."""
    return angle == Angle.BARN
