"""The rules as one sheet, for a terminal and as the document `docs/law.md`."""

import textwrap

from law.figures import FIGURES, SHIPPED, figure_names, show_figure
from law.rules import RULES, Rule, counted_categories
from law.sources import SOURCES, Source, sources_for

WIDTH = 96


def _basis(row: Source) -> str:
    until = f" til {row.valid_to:%d-%m-%Y}" if row.valid_to else ""
    checked = f"læst {row.checked_on:%d-%m-%Y}" if row.checked_on else "ikke bekræftet"
    return f"{row.reference}, fra {row.valid_from:%d-%m-%Y}{until}; {checked}. {row.note}"


def _facts(rule: Rule) -> list[tuple[str, str]]:
    counted = counted_categories(rule)
    return [
        ("Udløses", rule.says(SHIPPED)),
        *([("Tæller", counted)] if counted else []),
        ("Frist", rule.due(SHIPPED)),
        ("Pligten er", rule.nature.label),
        ("Fristen er", rule.due_label),
        ("Eksempel", rule.example),
        *(("Kilde", _basis(row)) for row in sources_for(rule.source)),
    ]


def _figure_rows() -> list[tuple[str, str, str, str, str]]:
    return [
        (
            note.label,
            show_figure(name, SHIPPED),
            note.unit,
            note.nature.label + ("" if note.verified else ", ikke bekræftet"),
            note.key,
        )
        for name in figure_names()
        for note in (FIGURES[name],)
    ]


def as_text() -> list[str]:
    """Write every rule with figures and sources for a terminal."""
    lines = ["LOVENS REGLER OM SKOLEFRAVÆR", ""]
    for rule in RULES:
        lines.append(f"{rule.number}  {rule.title}  [{rule.key}]")
        for name, text in _facts(rule):
            lines += textwrap.wrap(
                text, WIDTH, initial_indent=f"  {name + ':':<12}", subsequent_indent=" " * 14
            )
        lines.append("")
    rows = _figure_rows()
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines += ["TAL (standard; en kommune kan datere sine egne)", ""]
    for row in rows:
        cells = (f"{cell:<{width}}" for cell, width in zip(row[:4], widths, strict=True))
        lines.append(f"  {'  '.join(cells)}".rstrip())
    lines += ["", "ØVRIGE KILDER", ""]
    for reference in _other_sources():
        text = f"{reference.title}: {_basis(reference)}"
        lines += textwrap.wrap(text, WIDTH, initial_indent="  ", subsequent_indent="    ")
    return lines


def _other_sources() -> list[Source]:
    of_rules = {rule.source for rule in RULES}
    return [row for row in SOURCES if row.key not in of_rules]


def as_markdown() -> list[str]:
    """Write every rule with figures and sources as a document."""
    lines = [
        "# Reglerne og tallene",
        "",
        "Skrevet af `python -m law --markdown`; ret i `law/`, ikke her.",
        "",
        (
            "»Ikke bekræftet« betyder, at ordlyden ikke er læst i selve teksten. Intet her er "
            "juridisk rådgivning."
        ),
        "",
        "## Regler",
        "",
    ]
    for rule in RULES:
        lines += [f"### {rule.number} {rule.title}", "", f"Nøgle: `{rule.key}`", ""]
        lines += [f"- **{name}:** {text}" for name, text in _facts(rule)]
        lines.append("")
    lines += [
        "## Tal",
        "",
        "| Tal | Standard | Enhed | Hvad det er | Nøgle |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {label} | {value} | {unit} | {nature} | `{key}` |"
        for label, value, unit, nature, key in _figure_rows()
    ]
    lines += ["", "## Øvrige kilder", ""]
    lines += [f"- **{row.title}:** {_basis(row)}" for row in _other_sources()]
    return lines
