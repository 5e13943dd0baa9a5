"""The figures the rules are applied with: shipped defaults, and what each figure is.

A figure is a whole number, a choice or a date. `Figures` are dated: a period (a quarter, a school
year, a spell) keeps the figures that were in force on its first day, so a change never moves a
limit under a period that has begun.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from law.calendar import Calendar, DayOfYear
from law.sources import is_verified


class Nature(StrEnum):
    """What a figure, a rule or a deadline rests on."""

    STATUTORY = "lov"
    GUIDANCE = "vejledning"
    INTERNAL = "intern-frist"
    LOCAL = "lokalt-valg"
    AGREED = "aftalt-ikke-lov"

    @property
    def label(self) -> str:
        return NATURE_LABELS[self]


NATURE_LABELS = {
    Nature.STATUTORY: "lovkrav",
    Nature.GUIDANCE: "ministeriets vejledning",
    Nature.INTERNAL: "intern frist",
    Nature.LOCAL: "lokalt valg",
    Nature.AGREED: "politisk aftale, ikke lov",
}


class UnlawfulDenominator(StrEnum):
    """What unlawful absence is measured against."""

    PLANNED_QUARTER = "kvartal_planlagt"
    TO_DATE = "til_dato"


class HalfDayMode(StrEnum):
    """What one missing notation out of two weighs (the readings H1 and H2)."""

    HALF_DAYS = "H1"
    WHOLE_DAYS = "H2"


class SicknessWindow(StrEnum):
    """The period in which frequent short sickness is added up."""

    SCHOOL_YEAR = "skoleaar"
    QUARTER = "kvartal"
    ROLLING_365 = "rullende_365"
    NONE = "intet"


class HandlingsplanStart(StrEnum):
    """What sets the ten working days running."""

    FIRST_INFORMED = "foerste_oplysning"
    ESTABLISHED = "konstateret"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One set of figures; the defaults are the shipped ones. FIGURES says what each of them is."""

    warning_percent: int = 10
    underretning_percent: int = 15
    unlawful_denominator: UnlawfulDenominator = UnlawfulDenominator.PLANNED_QUARTER
    half_day_mode: HalfDayMode = HalfDayMode.HALF_DAYS
    half_days_from_grade: int = 7
    contact_workdays: int = 0
    internal_workdays: int = 3
    sickness_window: SicknessWindow = SicknessWindow.SCHOOL_YEAR
    sickness_days: int = 15
    sickness_warn_days: tuple[int, int] = (5, 10)
    sickness_internal_weeks: int = 3
    restart_after_assessment: bool = True
    laegeattest_calendar_days: int = 14
    handlingsplan_workdays: int = 10
    handlingsplan_start: HandlingsplanStart = HandlingsplanStart.FIRST_INFORMED
    due_soon_workdays: int = 3
    extra_days_off: frozenset[DayOfYear] = frozenset()
    total_percent: int = 10
    total_min_school_days: int = 20
    recent_months: int = 2
    recent_months_flag: bool = False
    agreement_contact_days: int = 10
    agreement_stoetteplan_days: int = 15
    agreement_in_force_from: date | None = None
    hearing_age: int = 12
    receipt_workdays: int = 6
    consent_age: int = 15
    max_meetings_without_consent: int = 1
    max_follow_up_meetings: int = 1
    small_number: int = 5
    wave_percent: int = 8
    wave_times: int = 2
    wave_pupils: int = 5


SHIPPED = Figures()
"""The figures that hold until a municipality has dated its own."""


def figures_from(values: Mapping[str, Any]) -> Figures:
    """Return the shipped figures with some of them replaced by values as JSON can hold them.

    A choice is its text, a pair of numbers a list, days of the year a list of [month, day], a date
    is ISO. Raise TypeError for a figure that does not exist, ValueError for a choice that does not.
    """
    read: dict[str, Any] = {}
    for name, value in values.items():
        shipped = getattr(SHIPPED, name, None)
        match value:
            case str() if isinstance(shipped, StrEnum):
                read[name] = type(shipped)(value)
            case str():
                read[name] = date.fromisoformat(value)
            case list() if isinstance(shipped, frozenset):
                read[name] = frozenset((month, day) for month, day in value)
            case list():
                read[name] = tuple(value)
            case _:
                read[name] = value
    return Figures(**read)


@dataclass(frozen=True, slots=True)
class FigureNote:
    """What a figure is: key in the municipality's rule sheet, Danish label, unit, basis, source."""

    name: str
    key: str
    label: str
    unit: str
    nature: Nature
    source: str
    verified: bool


def _notes(*rows: tuple[str, str, str, str, Nature, str]) -> dict[str, FigureNote]:
    return {row[0]: FigureNote(*row, verified=is_verified(row[5])) for row in rows}


LAW, GUIDANCE, INTERNAL = Nature.STATUTORY, Nature.GUIDANCE, Nature.INTERNAL
LOCAL, AGREED = Nature.LOCAL, Nature.AGREED

FIGURES = _notes(
    ("warning_percent", "ulovlig_varsel_pct", "Varsling ved ulovligt fravær i kvartalet",
     "procent eller derover", GUIDANCE, "varsling-10"),
    ("underretning_percent", "ulovlig_underret_pct", "Underretning ved ulovligt fravær i kvartalet",
     "procent eller derover", LAW, "underretning-15"),
    ("unlawful_denominator", "ulovlig_naevner", "Ulovligt fravær måles mod",
     "valg", LOCAL, "fravaer-opgoerelse"),
    ("half_day_mode", "halvdag_mode", "En manglende notering af to tæller som",
     "valg", LOCAL, "fravaer-registrering"),
    ("half_days_from_grade", "halvdag_fra_klassetrin", "Fravær noteres også sidst på dagen fra",
     "klassetrin", LAW, "fravaer-registrering"),
    ("contact_workdays", "ulovlig_kontakt_arbejdsdage", "Kontakt ved ulovligt fravær inden",
     "arbejdsdage, 0 er samme dag", INTERNAL, "intern-frist"),
    ("internal_workdays", "underretning_intern_frist_arbejdsdage",
     "Varsling, underretning og vurdering inden", "arbejdsdage", INTERNAL, "intern-frist"),
    ("sickness_window", "syg_vindue", "Hyppigt sygefravær lægges sammen inden for",
     "valg", LOCAL, "sygeundervisning-stk-2"),
    ("sickness_days", "syg_graense_dage", "Sygeundervisning vurderes senest ved",
     "skoledage", LAW, "sygeundervisning-stk-1"),
    ("sickness_warn_days", "syg_varsel_dage", "Påmindelse før de 15 skoledage ved",
     "skoledage", LOCAL, "intern-frist"),
    ("sickness_internal_weeks", "syg_internt_maal_uger", "Internt mål for sygeundervisning",
     "kalenderuger", INTERNAL, "intern-frist"),
    ("restart_after_assessment", "genstart_efter_vurdering", "Sygedage tælles forfra ved vurdering",
     "ja eller nej", LOCAL, "sygeundervisning-stk-2"),
    ("laegeattest_calendar_days", "laegeattest_kalenderdage", "Lægeattest ved sygdom ud over",
     "kalenderdage", LAW, "folkeskoleloven-39"),
    ("handlingsplan_workdays", "handlingsplan_arbejdsdage", "Handlingsplan efter § 1 c senest",
     "arbejdsdage", LAW, "undervisningsmiljoe-1c"),
    ("handlingsplan_start", "handlingsplan_start", "Fristen for handlingsplanen løber fra",
     "valg", LOCAL, "undervisningsmiljoe-1c"),
    ("due_soon_workdays", "snart_frist_arbejdsdage", "En frist vises som snart udløbet",
     "arbejdsdage før", LOCAL, "intern-frist"),
    ("extra_days_off", "arbejdsdag_ekstra_fridage", "Fridage ud over helligdagene",
     "dato i året", LOCAL, "helligdage"),
    ("total_percent", "samlet_graense_pct", "Samlet fravær i skoleåret",
     "procent, skal overskrides", LOCAL, "samlet-fravaer"),
    ("total_min_school_days", "samlet_min_skoledage", "Samlet fravær vurderes først efter",
     "skoledage", LOCAL, "samlet-fravaer"),
    ("recent_months", "seneste_maaneder", "Datamødet ser på de seneste",
     "måneder", LOCAL, "samlet-fravaer"),
    ("recent_months_flag", "seneste_maaneder_markerer", "De seneste måneder markerer også alene",
     "ja eller nej", LOCAL, "samlet-fravaer"),
    ("agreement_contact_days", "r7_kontakt_dage", "Aftalen 2026: kontakt ved mere end",
     "dage i kvartalet", AGREED, "aftale-2026"),
    ("agreement_stoetteplan_days", "r7_stoetteplan_dage", "Aftalen 2026: støtteplan ved",
     "dage i kvartalet", AGREED, "aftale-2026"),
    ("agreement_in_force_from", "r7_gyldig_fra", "Aftalen 2026 følges fra",
     "dato, tom er oplysning", AGREED, "aftale-2026"),
    ("hearing_age", "hoering_alder", "Barnet partshøres fra",
     "år", LAW, "partshoering-barn"),
    ("receipt_workdays", "kvittering_hverdage", "Kvittering for en underretning senest",
     "hverdage efter afsendelsen", LAW, "underretning-kvittering"),
    ("consent_age", "samtykke_alder", "Den unge giver også selv samtykke fra",
     "år", LOCAL, "samtykke"),
    ("max_meetings_without_consent", "maks_moeder_uden_samtykke", "Møder uden samtykke",
     "møder", LAW, "udveksling-uden-samtykke"),
    ("max_follow_up_meetings", "maks_opfoelgende", "Opfølgende møder uden samtykke",
     "møder", LAW, "udveksling-uden-samtykke"),
    ("small_number", "smaatal", "Antal under grænsen vises ikke uden for skolen",
     "personer", LOCAL, "smaa-tal"),
    ("wave_percent", "sygdomsboelge_pct", "En uge skraveres for sygdom, når de andre var syge i",
     "procent af tiden eller mere", LOCAL, "sygdomsboelge"),
    ("wave_times", "sygdomsboelge_gange", "og mindst så mange gange en almindelig uge i skoleåret",
     "gange medianen", LOCAL, "sygdomsboelge"),
    ("wave_pupils", "sygdomsboelge_elever", "og når så mange andre var syge",
     "elever eller flere", LOCAL, "sygdomsboelge"),
)  # fmt: skip
"""A note for every figure, in the order of `Figures`; `key` is the Danish name of the setting."""


@dataclass(frozen=True, slots=True)
class World:
    """What a rule is applied with: a calendar, and figures with the day each came into force.

    `figures` stands in date order. Before the first of them the shipped figures hold.
    """

    calendar: Calendar
    figures: tuple[tuple[date, Figures], ...] = ()

    def __post_init__(self) -> None:
        days = [since for since, _ in self.figures]
        if days != sorted(set(days)):
            raise ValueError("tallene skal stå i datoorden med én række pr. dato")

    @classmethod
    def default(cls, calendar: Calendar) -> "World":
        """Return a world with the shipped figures alone."""
        return cls(calendar)

    def numbers(self, on: date) -> Figures:
        """Return the figures in force on a day."""
        for since, figures in reversed(self.figures):
            if since <= on:
                return figures
        return SHIPPED

    def numbers_from(self, on: date) -> date | None:
        """Return the day the figures in force on a day came from; None for the shipped ones."""
        return next((since for since, _ in reversed(self.figures) if since <= on), None)


def figure_names() -> tuple[str, ...]:
    """Return the names of all figures, in the order in which they stand."""
    return tuple(field.name for field in fields(Figures))


CHOICE_LABELS = {
    UnlawfulDenominator.PLANNED_QUARTER: "kvartalets planlagte skoledage",
    UnlawfulDenominator.TO_DATE: "skoledagene til dato",
    HalfDayMode.HALF_DAYS: "en halv dag",
    HalfDayMode.WHOLE_DAYS: "en hel dag",
    SicknessWindow.SCHOOL_YEAR: "skoleåret",
    SicknessWindow.QUARTER: "kvartalet",
    SicknessWindow.ROLLING_365: "365 dage",
    SicknessWindow.NONE: "hele forløbet",
    HandlingsplanStart.FIRST_INFORMED: "første oplysning til skole eller forvaltning",
    HandlingsplanStart.ESTABLISHED: "den dag, ledelsen konstaterer problemet",
}


def _month_days(days: frozenset[DayOfYear]) -> str:
    return ", ".join(f"{day}/{month}" for month, day in sorted(days)) or "ingen"


def show_figure(name: str, figures: Figures) -> str:
    """Write a figure's value in Danish, without its unit."""
    value = getattr(figures, name)
    if value in CHOICE_LABELS:
        return CHOICE_LABELS[value]
    match value:
        case None:
            return "ikke sat"
        case bool():
            return "ja" if value else "nej"
        case tuple():
            return " og ".join(map(str, value))
        case frozenset():
            return _month_days(value)
    return str(value)
