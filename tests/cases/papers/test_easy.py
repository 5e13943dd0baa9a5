"""The plan in words for the child: turned when it is certain how, else left alone."""

import pytest

from cases.papers.easy import first_names, parents_to_child, promise, to_child


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Møder Asta ved døren", "Møder dig ved døren"),
        (
            "Møder Asta ved døren og viser Asta dagens plan",
            "Møder dig ved døren og viser dig dagens plan",
        ),
        ("Læser planen med Asta", "Læser planen med dig"),
        ("Ringer, hvis Asta er væk", "Ringer, hvis du er væk"),
        ("Sørger for, at Asta har en makker", "Sørger for, at du har en makker"),
        ("Asta pakker tasken", "Du pakker tasken"),
        ("Holder øje. Asta siger til", "Holder øje. Du siger til"),
        (
            "Skriver til Asta. Når Asta svarer, ringer vi",
            "Skriver til dig. Når du svarer, ringer vi",
        ),
        # The child's own parents are the child's.
        ("Ringer til Astas mor", "Ringer til din mor"),
        ("Astas far henter. Astas forældre ringer", "Din far henter. Dine forældre ringer"),
        ("Låner Astas mors cykel", "Låner din mors cykel"),
        ("Sender planen til Asta og hendes forældre", "Sender planen til dig og dine forældre"),
        ("Ringer, hvis Asta og hendes far er væk", "Ringer, hvis du og din far er væk"),
        # Left as they were: a wrong turn would be worse than the name.
        ("Finder Astas makker", "Finder Astas makker"),
        ("Finder Astas makker til Asta", "Finder Astas makker til Asta"),
        ("Henter Freja og Asta", "Henter Freja og Asta"),
        ("Finder Astas makker til Astas mor", "Finder Astas makker til Astas mor"),
        ("Spørger Astas farmor", "Spørger Astas farmor"),
        ("Ringer til Freja og hendes mor", "Ringer til Freja og hendes mor"),
        ("Lektier Asta kan lave", "Lektier Asta kan lave"),
        ("Skriver i Asta-bogen", "Skriver i Asta-bogen"),
        ("Følger (Asta) hjem", "Følger (Asta) hjem"),
        ("Følger barnet", "Følger barnet"),
        ("", ""),
    ],
)
def test_a_text_about_a_child_is_said_to_the_child(written: str, said: str) -> None:
    assert to_child(written, "Asta") == said


def test_a_name_inside_another_name_is_not_the_child() -> None:
    assert to_child("Møder Astarte", "Asta") == "Møder Astarte"
    assert to_child("Møder Bo", "Bo") == "Møder dig"


@pytest.mark.parametrize(
    ("who", "name", "said"),
    [
        ("Astas forældre", "Asta", "Dine forældre"),
        ("Astas mor", "Asta", "Din mor"),
        ("Astas far og Mette", "Asta", "Din far og Mette"),
        ("Mette og Astas far", "Asta", "Mette og din far"),
        ("Elias' mor", "Elias", "Din mor"),
        ("Elias’ forældre", "Elias", "Dine forældre"),
        ("Benastas mor", "Asta", "Benastas mor"),
        ("Lærerne i 6.B", "Asta", "Lærerne i 6.B"),
    ],
)
def test_who_the_childs_parents_are_is_said_to_the_child(who: str, name: str, said: str) -> None:
    assert parents_to_child(who, name) == said


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("Sofie Winther, klasselærer", "Sofie"),
        ("Sofie Winther og Amir Rahimi", "Sofie og Amir"),
        ("Klasseteamet i 6.B", "Klasseteamet i 6.B"),
        ("Bo Ukendt", "Bo Ukendt"),
    ],
)
def test_adults_the_child_knows_go_by_their_first_name(who: str, said: str) -> None:
    assert first_names(who, {"Sofie Winther", "Amir Rahimi", "Sofie"}) == said


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("Møder dig ved døren", "Sofie møder dig ved døren"),
        ("Ringer, hvis du er væk", "Sofie ringer, hvis du er væk"),
        ("Faste makkere", "Sofie: Faste makkere"),
        ("Lektier hver fredag", "Sofie: Lektier hver fredag"),
    ],
)
def test_a_deed_becomes_a_sentence(what: str, said: str) -> None:
    assert promise("Sofie", what) == said
