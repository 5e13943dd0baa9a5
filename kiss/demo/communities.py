"""What Sydhavnsskolen has written of its classes' communities, this year and the year before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Final

from cases import actions
from kiss.demo.telling import Days, as_user, written_at
from law.quarters import school_year
from schools.models import School, User

AT: Final = time(14, 40)


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """One class as it was described: by grade and letter, how many school days ago, and by whom."""

    grade: int
    letter: str
    ago: int
    by: str
    made_by: str
    texts: dict[str, str]
    # School days from the last school day; negative is ahead.
    again: int
    again_by: str
    # What somebody added later, and how many school days ago.
    later: tuple[int, dict[str, str]] | None = None


TOLD: Final = (
    # A school year is about two hundred school days.
    Told(
        grade=5,
        letter="B",
        ago=230,
        by="karim@demo.invalid",
        made_by="klasseteamet",
        texts={
            "atmosphere": "God i timerne. I frikvartererne er der ofte uenighed om boldbanen.",
            "relations": "Tre faste grupper. To elever holder sammen på tværs af dem.",
            "stories": "»Den livlige klasse«, siger andre lærere. Eleverne siger det også selv.",
            "strengths": "De hjælper hinanden, når nogen slår sig eller er kede af det.",
        },
        again=225,
        again_by="klasseteamet",
    ),
    Told(
        grade=6,
        letter="B",
        ago=37,
        by="karim@demo.invalid",
        made_by="klasseteamet og Inger Skovlund, Vingemodellen",
        texts={
            "atmosphere": (
                "Rolig og venlig i timerne. Mandag morgen og pauserne er de urolige steder: "
                "ingen ved, hvad de skal lave, før nogen begynder noget."
            ),
            "relations": (
                "Faste legegrupper fra indskolingen lever videre. To er flyttet i sommer, og det "
                "har efterladt nogen uden en makker. Holdene i idræt vælges stadig af eleverne."
            ),
            "learning": "Højt fagligt niveau. Få tør sige noget, de ikke er sikre på.",
            "adults": "Alle har en voksen, de går til. I pauserne er der færre, de kender.",
            "transitions": "Svært efter ferier og når timen flyttes til et andet lokale.",
            "stories": "»Den livlige klasse« hænger ved fra 5. Den passer ikke mere.",
            "strengths": "De kan lege store lege sammen, når en voksen begynder dem.",
            "class_says": "14 af 22 skriver, at de savner noget at lave i pausen.",
        },
        again=-18,
        again_by="Inger Skovlund",
        later=(
            9,
            {
                "relations": (
                    "Faste legegrupper fra indskolingen lever videre. To er flyttet i sommer, og "
                    "det har efterladt nogen uden en makker. Holdene i idræt vælges nu af læreren."
                )
            },
        ),
    ),
    Told(
        grade=3,
        letter="A",
        ago=54,
        by="mette@demo.invalid",
        made_by="teamet om 3.A",
        texts={
            "atmosphere": "Glad, men høj lyd fra morgenen. Flere holder sig for ørerne.",
            "learning": "Otte af enogtyve børn skriver, at der er for meget uro.",
            "transitions": "Skiftet fra morgensang til matematik er det sværeste.",
            "strengths": "De er nysgerrige og gode til at tage imod nye.",
            "class_says": "»Vi vil gerne kunne høre, hvad man siger.«",
        },
        again=4,
        again_by="Mette Østergaard",
    ),
)


# Heard by a playground supervisor: ready in time, and it has not quite worked.
PLAN_OF: Final = (4, "C")
HEARD_AGO, READY_AGO, REVISED_AGO = 22, 16, 3


def plan_for_class(school: School, days: Days, people: Mapping[str, User]) -> None:
    """Let a class have its statutory plan (§ 1 c), made in time, and looked at since."""
    grade, letter = PLAN_OF
    heard = days.back(HEARD_AGO)
    found = school.classes.filter(
        grade=grade, letter=letter, school_year=school_year(heard)
    ).first()
    if found is None:
        return
    by = people["sanne@demo.invalid"]
    with as_user(by), written_at(heard, AT):
        plan = actions.begin_class_plan(
            found,
            informed_on=heard,
            informed_by="En gårdvagt",
            informed_from="to elever",
            on=heard,
            by=by,
        )
        actions.save_plan_1c(
            plan,
            seen=plan.version,
            temporary_measures="To voksne ved boldbanen i alle pauser fra i morgen.",
            measures="",
            found_on=heard,
            on=heard,
            by=by,
        )
    ready = days.back(READY_AGO)
    with as_user(by), written_at(ready, AT):
        plan.refresh_from_db()
        actions.save_plan_1c(
            plan,
            seen=plan.version,
            temporary_measures=plan.temporary_measures,
            measures=(
                "Faste hold på boldbanen, som læreren sætter hver mandag. Klassen aftaler selv "
                "tre regler for spil. Klassens time bruges på det i fire uger."
            ),
            found_on=heard,
            told="Klassen i klassens time, forældrene på Aula: hvad vi gør, og at der er en plan.",
            told_on=ready,
            complaint_told_on=ready,
            look_again_on=days.back(REVISED_AGO),
            on=ready,
            by=by,
        )
        plan.refresh_from_db()
        actions.finish_plan_1c(plan, seen=plan.version, ready_on=ready, on=ready, by=by)
    revised = days.back(REVISED_AGO)
    with as_user(by), written_at(revised, AT):
        plan.refresh_from_db()
        actions.revise_plan_1c(
            plan,
            seen=plan.version,
            works="delvist",
            revision="Roligere på banen. Det er flyttet til omklædningen, så der er nu en voksen.",
            look_again_on=days.back(-4),
            on=revised,
            by=by,
        )


def describe_classes(school: School, days: Days, people: Mapping[str, User]) -> None:
    """Let leaders and team describe some classes, on the days when they did."""
    for told in TOLD:
        on, by = days.back(told.ago), people[told.by]
        found = school.classes.filter(
            grade=told.grade, letter=told.letter, school_year=school_year(on)
        ).first()
        if found is None:
            continue
        texts: dict[str, str] = {}
        seen = 0
        for ago, more in ((told.ago, told.texts), *([told.later] if told.later else ())):
            day = days.back(ago)
            texts |= more
            with as_user(by), written_at(day, AT):
                seen = actions.analyse_class(
                    found,
                    seen=seen,
                    made_on=on,
                    made_by=told.made_by,
                    texts=texts,
                    look_again_on=days.back(told.again),
                    look_again_by=told.again_by,
                    on=day,
                    by=by,
                ).version
