"""The cases of Fjordby, told as data: what a thoughtful tovholder would have written.

Days are counted in school days back from the last school day before today, so that the stories
stay in step with the calendar whenever the demo is made.
"""

from kiss.demo.stories import anton, asta, elias, emil, ida, jonathan, signe, sofie, viggo
from kiss.demo.stories.concerns import CONCERN, CONCERN_1C

__all__ = ["CONCERN", "CONCERN_1C", "STORIES"]

# The oldest first, so that the numbers of the cases follow their days.
STORIES = tuple(
    sorted(
        (told.STORY for told in (asta, emil, viggo, sofie, elias, jonathan, ida, signe, anton)),
        key=lambda story: -story.opened,
    )
)
