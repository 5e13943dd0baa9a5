"""Let a jurist read the rules and reckon a date by hand: `python -m law --help`."""

import argparse
import os
import sys
from datetime import date
from io import TextIOWrapper
from typing import NoReturn, cast

from law.absence import reaches
from law.calendar import Calendar, Closure, NoSchoolDayError, public_holidays
from law.danish import danish_date, sentence
from law.deadlines import Deadline, handlingsplan, internal_deadline, sygeundervisning
from law.explain import Explanation, explain_deadline, share_words, to_next_limit
from law.figures import SHIPPED, World
from law.sheet import as_markdown, as_text

PROGRAM = "python -m law"
HELP = f"""Lovens regler om skolefravær, og regnestykkerne bag.

  {PROGRAM}                                alle regler, tal og kilder
  {PROGRAM} --markdown                     det samme som et dokument
  {PROGRAM} due handlingsplan DATO         10 arbejdsdage efter den første oplysning
  {PROGRAM} due sygeundervisning DATO --closed FRA..TIL
                                              15. skoledag efter den dag, eleven sidst deltog
  {PROGRAM} due varsling DATO              intern frist efter den dag, 10 % blev nået
  {PROGRAM} due underretning DATO          intern frist efter den dag, 15 % blev nået
  {PROGRAM} share DAGE SKOLEDAGE           er 10 og 15 procent nået? halve dage skrives 8,5
  {PROGRAM} holidays ÅR                    helligdagene i et år

Datoer skrives åååå-mm-dd. --closed kan gentages: én for hver ferie eller lukkedag.
Svaret står alene på sidste linje."""

FAULT = 2
EARLIEST, LATEST = 1900, 2199
LONGEST_NUMBER = 6


class Unusable(Exception):
    """Something was typed that no answer can be given to."""


def day_from(text: str) -> date:
    """Read a date written as åååå-mm-dd."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Unusable(f"»{text}« er ikke en dato. Skriv den som 2026-03-24.") from None
    if not EARLIEST <= day.year <= LATEST:
        raise Unusable(f"»{text}« ligger uden for {EARLIEST}-{LATEST}.")
    return day


def closure_from(text: str) -> Closure:
    """Read a school-free period written as FRA..TIL, both days inclusive, or as one date."""
    first, dots, last = text.partition("..")
    starts_on = day_from(first)
    ends_on = day_from(last) if dots else starts_on
    if ends_on < starts_on:
        raise Unusable(f"»{text}« slutter, før den begynder. Skriv den tidligste dato først.")
    return Closure(starts_on, ends_on, "skolefri")


def is_number(text: str) -> bool:
    """Test whether a text is a whole number of a size that can be meant."""
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER


def half_days_from(text: str) -> int:
    """Read days of absence, whole or with a half ("8,5" or "8.5"), as half-days."""
    whole, _, rest = text.replace(",", ".").partition(".")
    if not is_number(whole) or rest not in ("", "0", "5"):
        raise Unusable(
            f"»{text}« er ikke et antal dage. Skriv hele eller halve dage, fx 8 eller 8,5."
        )
    return int(whole) * 2 + (rest == "5")


def school_days_from(text: str) -> int:
    """Read a number of school days, at least one."""
    if not is_number(text) or int(text) < 1:
        raise Unusable(f"»{text}« er ikke et antal skoledage. Skriv et helt tal, fx 55.")
    return int(text)


def year_from(text: str) -> int:
    """Read a year."""
    if not is_number(text) or not EARLIEST <= int(text) <= LATEST:
        raise Unusable(f"»{text}« er ikke et år mellem {EARLIEST} og {LATEST}.")
    return int(text)


def deadline_from(name: str, start: date, world: World) -> Deadline:
    """Return the deadline that a name on the command line stands for."""
    match name:
        case "handlingsplan":
            return handlingsplan(start, world)
        case "sygeundervisning":
            return sygeundervisning(start, world)
        case "varsling":
            title = "Varsling ved 10 procent"
        case "underretning":
            title = "Underretning ved 15 procent"
        case _:
            raise Unusable(
                f"»{name}« er ikke en frist. Vælg handlingsplan, sygeundervisning, varsling "
                "eller underretning."
            )
    return internal_deadline(start, world.numbers(start).internal_workdays, world, title=title)


def explanation_lines(explanation: Explanation) -> list[str]:
    """Write an explanation for a terminal, every skipped day by name."""
    lines = [explanation.title, *(f"  {line}" for line in explanation.sentences)]
    if explanation.skipped:
        lines.append("  Dag for dag er sprunget over:")
        lines += [f"    {danish_date(left.day)}: {left.why}" for left in explanation.skipped]
    return [*lines, f"  Note: {explanation.source.note}"]


def due(name: str, start: str, closed: list[str]) -> list[str]:
    """Answer `due`: the explanation, and the date alone on the last line."""
    calendar = Calendar(tuple(closure_from(period) for period in closed))
    try:
        deadline = deadline_from(name, day_from(start), World.default(calendar))
    except NoSchoolDayError:
        raise Unusable("Der er ikke skoledage nok: de lukkede perioder dækker det hele.") from None
    lines = explanation_lines(explain_deadline(deadline))
    if closed and deadline.unit != "skoledage":
        lines.append("  Skolens lukkedage standser ikke denne frist: --closed ændrer intet.")
    if deadline.unit == "skoledage":
        lines.append("  Skolefri er weekender, helligdage og de perioder, du giver med --closed.")
    return [*lines, "", deadline.due_on.isoformat()]


def share(days: str, school_days: str) -> list[str]:
    """Answer `share`: the arithmetic, and the highest limit reached alone on the last line."""
    half_days, number = half_days_from(days), school_days_from(school_days)
    if half_days > 2 * number:
        raise Unusable("Der kan ikke være flere fraværsdage end skoledage.")
    limits = (SHIPPED.warning_percent, SHIPPED.underretning_percent)
    reached = [str(percent) for percent in limits if reaches(half_days, number, percent)]
    return [
        f"{sentence(share_words(half_days, number, limits))}",
        f"{sentence(to_next_limit(half_days, number, limits))}.",
        "",
        reached[-1] if reached else "none",
    ]


def holidays(year: str) -> list[str]:
    """Answer `holidays`: the public holidays of a year."""
    found = public_holidays(year_from(year))
    return [f"{day.isoformat()}  {name} ({danish_date(day)})" for day, name in found.items()]


class Parser(argparse.ArgumentParser):
    """A parser that explains itself in Danish."""

    def error(self, message: str) -> NoReturn:
        raise Unusable(f"Kommandoen kan ikke læses. Se hvordan med: {PROGRAM} --help")


def parser() -> Parser:
    """Return the reader of the command line."""
    top = Parser(prog=PROGRAM, add_help=False)
    top.add_argument("--markdown", action="store_true")
    top.add_argument("-h", "--help", action="store_true")
    commands = top.add_subparsers(dest="command")
    when = commands.add_parser("due", add_help=False)
    when.add_argument("name")
    when.add_argument("start")
    when.add_argument("--closed", action="append", default=[])
    part = commands.add_parser("share", add_help=False)
    part.add_argument("days")
    part.add_argument("school_days")
    year = commands.add_parser("holidays", add_help=False)
    year.add_argument("year")
    return top


def answer(arguments: list[str]) -> list[str]:
    """Return the lines that answer a command line, or raise Unusable."""
    asked = parser().parse_args(arguments)
    if asked.help:
        return HELP.splitlines()
    match asked.command:
        case "due":
            return due(asked.name, asked.start, asked.closed)
        case "share":
            return share(asked.days, asked.school_days)
        case "holidays":
            return holidays(asked.year)
    return as_markdown() if asked.markdown else as_text()


def main() -> int:
    """Run the program: answer on standard output, or say in Danish what was wrong."""
    for stream in (sys.stdout, sys.stderr):
        cast("TextIOWrapper", stream).reconfigure(encoding="utf-8")
    try:
        lines = answer(sys.argv[1:])
    except Unusable as fault:
        print(fault, file=sys.stderr)
        return FAULT
    try:
        print("\n".join(lines), flush=True)
    except BrokenPipeError:
        # The reader of a pipe has seen enough; Python would complain again when it closes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


if __name__ == "__main__":
    sys.exit(main())
