"""Elias."""

from kiss.demo.shapes import Called, Story

STORY = Story(
    key="elias",
    tovholder="mette@demo.invalid",
    opened=1,
    because=(
        "Elias har været væk elleve dage siden august, flere gange uden besked. Sanne og "
        "klasselæreren har talt med hans mor, som gerne vil have hjælp."
    ),
    focus="opsporing",
    calls=(Called(2, "Elias' mor", "telefon", "talt", "Hun vil gerne mødes i næste uge."),),
)
