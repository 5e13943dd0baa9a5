"""The plan in words for the child, made from what the adults wrote about the child.

A sentence is only turned when it is certain how; otherwise it stands as it was written. A wrong
turn would be worse than the child's own name.
"""

import re
from collections.abc import Collection
from itertools import pairwise
from typing import Final

# After these the child is the one who acts: "så Asta ved" becomes "så du ved".
_SUBJECT_AFTER: Final = {"at", "da", "fordi", "hvad", "hvis", "hvor", "når", "om", "så"}
# After these the child is the one it is done to or with: "til Asta" becomes "til dig".
_OBJECT_AFTER: Final = {
    *("af", "bag", "efter", "for", "fra", "hos", "imod", "med", "mod", "omkring", "på"),
    *("til", "uden", "ved"),
}
# What a plan says that people do. A word that is not here may be a noun: "Lektier", "Bøger".
_VERBS: Final = {
    *("aftaler", "arbejder", "begynder", "besøger", "bruger", "cykler", "deltager", "finder"),
    *("forbereder", "fortæller", "følger", "får", "giver", "gør", "går", "har", "henter"),
    *("hjælper", "holder", "hører", "inviterer", "kommer", "kontakter", "kører", "laver"),
    *("leger", "lytter", "læser", "lægger", "låner", "minder", "modtager", "møder", "opdaterer"),
    *("passer", "planlægger", "prøver", "rækker", "ringer", "roser", "samler", "sender", "ser"),
    *("sidder", "siger", "skriver", "snakker", "spiller", "spiser", "spørger", "starter"),
    *("støtter", "sætter", "sørger", "tager", "taler", "tegner", "træner", "undersøger"),
    *("venter", "viser", "vælger", "vækker", "øver", "åbner"),
}
# The child's own parents, as they are called after the child's name.
_PARENTS: Final = r"(?P<who>forældre|mor|far)(?P<whose>s?)(?!\w)"


def to_child(text: str, name: str) -> str:
    """Return a text about a child as it is said to the child: "Møder Asta" is "Møder dig"."""
    said = parents_to_child(text, name)
    if re.search(rf"(?<!\w){re.escape(name)}(?:s|['’]s?)(?!\w)", said):
        return text
    words = re.split(rf"(?<!\w){re.escape(name)}(?!\w)", said)
    turned = words[0]
    for before, after in pairwise(words):
        said = _pronoun(turned)
        if not said or before.endswith("-") or after.startswith("-"):
            return text
        turned += said + after
    return turned


def parents_to_child(text: str, name: str) -> str:
    """Return a text with the child's parents as the child's: "Astas mor" is "Din mor".

    "Asta og hendes mor" is "Asta og din mor"; whose parents "hendes mor" are is not certain alone.
    """
    child = rf"(?<!\w){re.escape(name)}"
    text = re.sub(rf"{child}(?:s|['’]s?)\s+{_PARENTS}", _yours, text)
    return re.sub(rf"(?P<lead>{child}\s+og\s+)(?:hendes|hans)\s+{_PARENTS}", _yours, text)


def _yours(found: re.Match[str]) -> str:
    your = "dine" if found["who"] == "forældre" else "din"
    lead = found.groupdict().get("lead") or ""
    if not lead and _begins(found.string[: found.start()]):
        your = your.capitalize()
    return f"{lead}{your} {found['who']}{found['whose']}"


def _begins(before: str) -> bool:
    """Tell whether a sentence begins after a text."""
    return not before.strip() or before.rstrip().endswith((".", "!", "?", "\n"))


def _pronoun(before: str) -> str:
    """Return "du" or "dig" by the word that stands before, or nothing when it is not certain."""
    if _begins(before):
        return "Du"
    last = re.search(r"(\w+)\s+$", before)
    if last is None:
        return ""
    word = last[1].lower()
    if word in _SUBJECT_AFTER:
        return "du"
    return "dig" if word in _OBJECT_AFTER or word in _VERBS else ""


def first_names(who: str, known: Collection[str]) -> str:
    """Return who does something as the child says it: a known adult by the first name alone."""
    said = who.split(",", 1)[0].strip()
    for name in sorted(known, key=len, reverse=True):
        said = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", name.split(" ", 1)[0], said)
    return said


def promise(who: str, what: str) -> str:
    """Return who does what as one sentence: "Sofie møder dig ved døren", else "Sofie: Makkere"."""
    first = re.split(r"\W", what, maxsplit=1)[0]
    if first.lower() in _VERBS:
        return f"{who} {first.lower()}{what[len(first) :]}"
    return f"{who}: {what}"
