"""The cases of Fjordby, told as data: what a thoughtful tovholder would have written.

Days are counted in school days back from the last school day before today, so that the stories
stay in step with the calendar whenever the demo is made.
"""

from kiss.demo.stories import asta, elias, emil, ida, jonathan, sofie, viggo
from kiss.demo.stories.concerns import CONCERN, CONCERN_1C

__all__ = ["CONCERN", "CONCERN_1C", "STORIES"]

STORIES = (asta.STORY, emil.STORY, viggo.STORY, sofie.STORY, elias.STORY, jonathan.STORY, ida.STORY)
