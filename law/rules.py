"""The catalogue of rules: what each says, when it is due, what it rests on, and an example."""

from collections.abc import Callable
from dataclasses import dataclass

from law.absence import Category
from law.danish import listed
from law.figures import Figures, Nature, show_figure
from law.verdicts import RuleKey

UNLAWFUL = frozenset({Category.ULO, Category.UKENDT})
SICK = frozenset({Category.SYG})
ABSENT = frozenset({Category.SYG, Category.LOV, Category.ULO, Category.UKENDT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. `number` is its name in the catalogue, `key` the stable one that is stored.

    `counts` are the categories it counts, `says` and `due` write trigger and deadline with the
    figures given, `nature` tells what the duty rests on and `due_nature` what the deadline does.
    """

    key: RuleKey
    number: str
    title: str
    counts: frozenset[Category]
    says: Callable[[Figures], str]
    due: Callable[[Figures], str]
    nature: Nature
    due_nature: Nature | None
    source: str
    figures: tuple[str, ...]
    example: str

    @property
    def due_label(self) -> str:
        return self.due_nature.label if self.due_nature else "ingen frist"


def _contact_due(figures: Figures) -> str:
    days = figures.contact_workdays
    return "samme dag; rød næste arbejdsdag" if not days else f"{days} arbejdsdage"


def _internal_due(figures: Figures) -> str:
    return f"{figures.internal_workdays} arbejdsdage efter den dag, grænsen blev nået"


def _spell_says(figures: Figures) -> str:
    early, warning = figures.sickness_warn_days
    return (
        "Eleven har ikke deltaget, og der er sygdom i forløbet: "
        f"tidligt tegn ved {early}, varsel ved {warning} og grænsen ved "
        f"{figures.sickness_days} skoledage efter den dag, eleven sidst deltog"
    )


def _agreement_due(figures: Figures) -> str:
    since = figures.agreement_in_force_from
    if since is None:
        return "ingen; til oplysning, til en lov eller kommunen siger andet"
    return f"{_internal_due(figures)}, fra {since:%d-%m-%Y}"


RULES = (
    Rule(
        key=RuleKey.UNLAWFUL_CONTACT,
        number="R1",
        title="Kontakt til forældrene ved ulovligt fravær",
        counts=UNLAWFUL,
        says=lambda _: "Første dag i hvert nyt forløb af ulovligt fravær på skoledage i træk",
        due=_contact_due,
        nature=Nature.STATUTORY,
        due_nature=Nature.INTERNAL,
        source="fravaer-kontakt",
        figures=("contact_workdays",),
        example="Ulovligt fravær 1. og 2. oktober og igen 6. oktober 2025 er to forløb: "
        "kontakt 1. oktober og kontakt 6. oktober.",
    ),
    Rule(
        key=RuleKey.UNLAWFUL_10,
        number="R2",
        title="Varsling ved 10 procent ulovligt fravær",
        counts=UNLAWFUL,
        says=lambda figures: (
            f"Ulovligt fravær er {figures.warning_percent} % eller mere af "
            f"{show_figure('unlawful_denominator', figures)}"
        ),
        due=_internal_due,
        nature=Nature.GUIDANCE,
        due_nature=Nature.INTERNAL,
        source="varsling-10",
        figures=("warning_percent", "unlawful_denominator", "internal_workdays"),
        example="5,5 dage af 55 skoledage er præcis 10 % og skal varsles.",
    ),
    Rule(
        key=RuleKey.UNLAWFUL_15,
        number="R3",
        title="Underretning ved 15 procent ulovligt fravær",
        counts=UNLAWFUL,
        says=lambda figures: (
            f"Ulovligt fravær er {figures.underretning_percent} % eller mere af "
            f"{show_figure('unlawful_denominator', figures)}"
        ),
        due=_internal_due,
        nature=Nature.STATUTORY,
        due_nature=Nature.INTERNAL,
        source="underretning-15",
        figures=("underretning_percent", "unlawful_denominator", "internal_workdays"),
        example="8 dage af 55 skoledage er 14,5 % og udløser ingen pligt; 8,5 dage gør.",
    ),
    Rule(
        key=RuleKey.SICK_SPELL,
        number="R4",
        title="Sygeundervisning, sammenhængende fravær",
        counts=ABSENT,
        says=_spell_says,
        due=lambda figures: f"{figures.sickness_days}. skoledag efter den dag, eleven sidst deltog",
        nature=Nature.STATUTORY,
        due_nature=Nature.STATUTORY,
        source="sygeundervisning-stk-1",
        figures=("sickness_days", "sickness_warn_days", "sickness_internal_weeks"),
        example="Sidst i skole mandag 6. oktober 2025: senest mandag 3. november 2025, fordi "
        "efterårsferien ikke er skoledage.",
    ),
    Rule(
        key=RuleKey.SICK_TOTAL,
        number="R5",
        title="Sygeundervisning, hyppigt kort fravær",
        counts=SICK,
        says=lambda figures: (
            f"Sygefraværet er {figures.sickness_days} skoledage i alt inden for "
            f"{show_figure('sickness_window', figures)}"
        ),
        due=_internal_due,
        nature=Nature.STATUTORY,
        due_nature=Nature.INTERNAL,
        source="sygeundervisning-stk-2",
        figures=(
            "sickness_days",
            "sickness_window",
            "restart_after_assessment",
            "internal_workdays",
        ),
        example="30 halve sygedage spredt over skoleåret er 15 dage og skal vurderes.",
    ),
    Rule(
        key=RuleKey.HANDLINGSPLAN_1C,
        number="R6",
        title="Handlingsplan efter § 1 c",
        counts=frozenset(),
        says=lambda figures: (
            "Der er oplysning om problemer med det psykiske undervisningsmiljø; "
            f"fristen løber fra {show_figure('handlingsplan_start', figures)}"
        ),
        due=lambda figures: f"{figures.handlingsplan_workdays} arbejdsdage",
        nature=Nature.STATUTORY,
        due_nature=Nature.STATUTORY,
        source="undervisningsmiljoe-1c",
        figures=(
            "handlingsplan_workdays",
            "handlingsplan_start",
            "extra_days_off",
            "due_soon_workdays",
        ),
        example="Oplysning tirsdag 24. marts 2026: senest fredag 10. april 2026, fordi "
        "skærtorsdag, langfredag og 2. påskedag ikke er arbejdsdage.",
    ),
    Rule(
        key=RuleKey.AGREEMENT_2026,
        number="R7",
        title="Aftalen 2026: kontakt og støtteplan",
        counts=SICK | UNLAWFUL,
        says=lambda figures: (
            "Sygefravær og ulovligt fravær i kvartalet er mere end "
            f"{figures.agreement_contact_days} dage (kontakt) eller "
            f"{figures.agreement_stoetteplan_days} dage og derover (støtteplan)"
        ),
        due=_agreement_due,
        nature=Nature.AGREED,
        due_nature=None,
        source="aftale-2026",
        figures=(
            "agreement_contact_days",
            "agreement_stoetteplan_days",
            "agreement_in_force_from",
        ),
        example="10 dage i kvartalet er ikke nok; 10,5 dage er. Det er oplysning, ikke lov.",
    ),
    Rule(
        key=RuleKey.TOTAL_OVER_10,
        number="R8",
        title="Samlet fravær over 10 procent",
        counts=ABSENT,
        says=lambda figures: (
            f"Alt fravær er mere end {figures.total_percent} % af skoledagene i "
            f"skoleåret til dato, når mindst {figures.total_min_school_days} er gået"
        ),
        due=lambda _: "næste datamøde",
        nature=Nature.LOCAL,
        due_nature=None,
        source="samlet-fravaer",
        figures=("total_percent", "total_min_school_days", "recent_months", "recent_months_flag"),
        example="6 dage af 60 skoledage er præcis 10 % og ikke over; 6,5 dage er.",
    ),
    Rule(
        key=RuleKey.LAEGEATTEST,
        number="R14",
        title="Lægeattest kan forlanges",
        counts=SICK,
        says=lambda figures: (
            "Sygefravær på skoledage i træk har varet mere end "
            f"{figures.laegeattest_calendar_days} kalenderdage"
        ),
        due=lambda _: "ingen; en mulighed for skolens leder",
        nature=Nature.STATUTORY,
        due_nature=None,
        source="folkeskoleloven-39",
        figures=("laegeattest_calendar_days",),
        example="Syg fra mandag 1. september 2025: muligt fra mandag 15. september 2025.",
    ),
)


def rule(key: str) -> Rule:
    """Return the rule with a key, or raise KeyError."""
    for found in RULES:
        if found.key == key:
            return found
    raise KeyError(f"der er ingen regel med nøglen {key}")


def counted_categories(found: Rule) -> str:
    """Write the categories a rule counts, in Danish and in the order of the legal text."""
    return listed([category.label.lower() for category in Category if category in found.counts])
