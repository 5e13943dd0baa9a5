"""How hard a text is to read."""

import pytest

from kiss.lib.lix import lix, word_count


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("", 0, "no words"),
        ("42 %", 0, "numbers are not words"),
        ("Asta ved det.", 3, "three words in one sentence, none long"),
        ("Asta ved det. Mor ved det.", 3, "two sentences of three words"),
        ("Fraværet stiger.", 52, "one of two words is long: 2 + 50"),
        ("Skolen ringer", 2, "six letters are not long"),
        ("Skolens leder", 52, "seven letters are"),
        ("Asta ved det\nMor ved det", 3, "a line break ends a sentence"),
        ("Mød kl. 7.50 ved døren.", 4, "a point inside a number ends nothing"),
    ],
)
def test_lix(text: str, expected: int, why: str) -> None:
    assert lix(text) == expected, why


def test_words_are_counted_and_numbers_are_not() -> None:
    assert word_count("Skole-hjem-samtale kl. 14.30 med 2 forældre") == 4
