"""What the person who makes a paper should know first. Nothing here stops anybody."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kiss.lib.lix import lix, word_count
from kiss.lib.text import join_and

HARD: Final = 40
"""The LIX above which we say that a text is hard to read."""

FEWEST_WORDS: Final = 12
"""A shorter text is read in one breath, and its LIX says nothing."""

_SHORT = re.compile(r"(?<![\w.])[A-ZÆØÅ]{2,5}(?![\w.])")
_PERCENT = re.compile(r"%|\bprocent", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)
_DIAGNOSIS = re.compile(
    r"\b(adhd|add|ocd|asperger\w*|autis\w*|angst\w*|depression\w*|diagnose\w*|skolevægr\w*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class HardText:
    """A text of our own that is hard to read."""

    where: str
    lix: int


def hard_texts(texts: Mapping[str, str]) -> list[HardText]:
    """Return the texts that are hard to read, the hardest first. `texts` go by their heading."""
    measured = [
        HardText(where, lix(text))
        for where, text in texts.items()
        if word_count(text) >= FEWEST_WORDS
    ]
    hard = [text for text in measured if text.lix > HARD]
    return sorted(hard, key=lambda text: (-text.lix, text.where))


def wording(texts: Mapping[str, str], *, classmates: Collection[str]) -> list[str]:
    """Return sentences about words that do not belong on paper for a home."""
    return [
        *_say(texts, _PERCENT, "Der står procent i {where}. Skriv antallet af dage i stedet."),
        *_say(texts, _SHORT, "Skriv forkortelsen helt ud i {where}: {found}."),
        *_say(
            texts,
            _DIAGNOSIS,
            "Der står {found} i {where}. Brug kun det ord, hvis forældrene selv bruger det.",
        ),
        *_say(texts, _ADDRESS, "Der står en netadresse i {where}. Den kan ikke bruges på papir."),
        *_classmates(texts, classmates),
    ]


def _say(texts: Mapping[str, str], pattern: re.Pattern[str], line: str) -> list[str]:
    sentences = []
    for where, text in texts.items():
        found = sorted({match[0] for match in pattern.finditer(text)}, key=str.casefold)
        if found:
            sentences.append(line.format(where=f"“{where}”", found=join_and(found)))
    return sentences


def _classmates(texts: Mapping[str, str], names: Collection[str]) -> list[str]:
    """Ask about names that children in the class bear: an adult may bear the same one."""
    if not names:
        return []
    pattern = re.compile(
        r"(?<!\w)(?:" + "|".join(re.escape(name) for name in sorted(names)) + r")s?(?!\w)"
    )
    line = "Er {found} i {where} et andet barn? Andre børns navne hører ikke til på papiret."
    return _say(texts, pattern, line)


def hidden(found: Mapping[str, Collection[str]]) -> list[str]:
    """Return sentences about what was taken out of the texts, and where."""
    why = {
        "[navn]": "et beskyttet navn",
        "[telefon]": "et beskyttet telefonnummer",
        "[skolen]": "skolens navn",
        "[cpr-nummer]": "et CPR-nummer",
    }
    return [
        f"Vi har taget {join_and(why[word] for word in sorted(words))} ud af “{where}”."
        for where, words in found.items()
    ]


def lacking(*answers: tuple[object, str]) -> list[str]:
    """Return the sentences whose answer is empty."""
    return [line for answer, line in answers if not answer]


def too_many_goals(goals: Sequence[str], shown: int) -> list[str]:
    """Say it when the paper holds fewer goals than the plan."""
    if len(goals) <= shown:
        return []
    return [f"Planen har {len(goals)} mål. Papiret viser de {shown} første."]
