"""The four elements of the model, what each of them still lacks, and what to do next.

The elements are equal and always open: nothing here locks a door. What is missing is said in
words, before anybody asks.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import TextChoices

from cases.closing import is_beyond
from kiss.lib.text import join_and, plural, possessive, weekday_date
from law.danish import sentence, short_date

# A case is given some days to get going before it is said to lack something.
SETTLING_IN = timedelta(days=7)
MANY_CALLS = 2
# More goals at a time are none: the paper has room for these, and a child can remember them.
MOST_GOALS = 3


class Element(TextChoices):
    """The four elements. They are not steps."""

    OPSPORING = "opsporing", "Opsporing"
    AFDAEKNING = "afdaekning", "Afdækning"
    INDSATSER = "indsatser", "Indsatser"
    OPFOELGNING = "opfoelgning", "Opfølgning"


class Arena(TextChoices):
    """Where an action takes place."""

    KLASSE = "klasse", "klassefællesskab"
    BARN = "barn", "barn"
    HJEM = "hjem", "hjem"
    NETVAERK = "netvaerk", "netværk"
    FRITID = "fritid", "fritid"


class Level(TextChoices):
    """How far an action goes."""

    FOREBYGGENDE = "forebyggende", "forebyggende"
    FOREGRIBENDE = "foregribende", "foregribende"
    INDGRIBENDE = "indgribende", "indgribende"


class Angle(TextChoices):
    """The five perspectives that the model says shall be explored."""

    BARN = "barn", "Barnets perspektiv gennem en samtale"
    FORAELDRE = "foraeldre", "Forældrenes perspektiv på et møde"
    KLASSE = "klasse", "Klassefællesskabet"
    ANDRE = "andre", "Perspektiver fra andre aktører"
    FRAVAER = "fravaer", "Fravær og trivsel i tal"


class Sign(TextChoices):
    """The early signs that the municipality's model names; ticks on a concern, never a score."""

    AENDRET_ADFAERD = "aendret-adfaerd", "generelt ændret adfærd"
    MENTALT_FRAVAER = "mentalt-fravaer", "mentalt fravær: er der, men er ikke med"
    UNDGAAR = "undgaar", "forsøger at undgå at komme i skole"
    BESTEMTE_TIMER = "bestemte-timer", "fravær fra bestemte timer"
    FOR_SENT = "for-sent", "kommer ofte for sent"
    UDEN_BESKED = "uden-besked", "fravær uden besked"
    BESTEMTE_DAGE = "bestemte-dage", "fravær på bestemte ugedage"
    EFTER_FRI = "efter-fri", "fravær efter ferier eller lang sygdom"


# The angles as short nouns, for a tab or a row of a list.
ANGLE_NOUNS = {
    Angle.BARN: "barnets perspektiv",
    Angle.FORAELDRE: "forældrenes perspektiv",
    Angle.KLASSE: "klassefællesskabet",
    Angle.ANDRE: "andres perspektiv",
    Angle.FRAVAER: "fravær og trivsel i tal",
}
ANGLE_STEPS = {
    Angle.BARN: "Tal med barnet om skolen",
    Angle.FORAELDRE: "Hold et møde med forældrene",
    Angle.KLASSE: "Afdæk klassefællesskabet",
    Angle.ANDRE: "Spørg de andre voksne om barnet",
    Angle.FRAVAER: "Se på fravær og trivsel i tal",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseFacts:
    """What the elements are judged by; plain values, so that a list of cases costs no queries.

    `moved_to` is the school where the child goes now, if it is another than the case's.
    `handover_to` is the name of somebody who is asked to take the case over and has not answered.
    `substitute` stands in for the tovholder until and with `covered_until`.
    `flags` wait for an answer, `followed_flags` were answered by following them in the case.
    `indsatser` counts those that are agreed or running; `contact_indsatser` are those of them that
    keep in touch with a child who is away, and `contact_agreed` what the plan says of it besides.
    `unanswered` counts the calls since
    somebody last talked with the home, `last_talk_on`; `is_quiet` when that is two weeks ago.
    `level` is where the case stands on the scale of concern, empty when nobody has said, and
    `follow_up_days` how long at most that step lets it go on without a follow-up.
    """

    has_tovholder: bool = True
    moved_to: str = ""
    handover_to: str = ""
    substitute: str = ""
    substitute_id: int | None = None
    covered_until: date | None = None
    opened_on: date | None = None
    concerns: int = 0
    undecided_concerns: int = 0
    flags: int = 0
    must_call: bool = False
    late_promise: str = ""
    late_promise_at: str = ""
    followed_flags: int = 0
    explored: Collection[str] = ()
    child_has_spoken: bool = False
    has_plan: bool = False
    goals: int = 0
    indsatser: int = 0
    class_indsatser: int = 0
    contact_indsatser: int = 0
    contact_agreed: str = ""
    no_class_reason: str = ""
    indsatser_without_follow_up: int = 0
    unanswered: int = 0
    last_talk_on: date | None = None
    is_quiet: bool = False
    next_follow_up_on: date | None = None
    next_meeting_on: date | None = None
    level: str = ""
    follow_up_days: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ElementState:
    """One element as a tab shows it: where it stands, and in a few words what it lacks."""

    element: Element
    status: str
    lacks: str
    missing: tuple[str, ...]


class Place(StrEnum):
    """Where one goes to do what is needed."""

    TOVHOLDER = "tovholder"
    CONCERN = "bekymring"
    FLAG = "flag"
    MEETING = "moede"
    CALL_MEETING = "indkald"
    CONTACT = "kontakt"
    PROMISE = "aftale"
    CHILD_WORDS = "barnets-ord"
    ANGLE = "perspektiv"
    PLAN = "handleplan"
    FOLLOW_UP = "opfoelgning"


@dataclass(frozen=True, kw_only=True, slots=True)
class Need:
    """One thing a case needs now: the verb first, why, and where one does it.

    `tone` is "late" for what should have been done, "soon" for what waits on somebody now, and
    empty for the rest. `short` says it in a row of a list. `angle` goes with Place.ANGLE.
    """

    what: str
    why: str
    short: str
    place: Place
    tone: str = ""
    angle: str = ""


def missing(facts: CaseFacts, today: date) -> dict[str, list[str]]:
    """Return, for each element, the sentences that say what it still lacks on a day."""
    return {
        Element.OPSPORING: _opsporing(facts),
        Element.AFDAEKNING: _afdaekning(facts),
        Element.INDSATSER: _indsatser(facts),
        Element.OPFOELGNING: _opfoelgning(facts, today),
    }


def elements(facts: CaseFacts, today: date) -> list[ElementState]:
    """Return the four elements as equal tabs, each with what it lacks on a day."""
    sentences = missing(facts, today)
    said = {
        Element.OPSPORING: _opsporing_words(facts),
        Element.AFDAEKNING: _afdaekning_words(facts),
        Element.INDSATSER: _indsatser_words(facts),
        Element.OPFOELGNING: _opfoelgning_words(facts, today),
    }
    return [
        ElementState(
            element=element,
            status=said[element][0],
            lacks=said[element][1],
            missing=tuple(sentences[element]),
        )
        for element in Element
    ]


def needs(facts: CaseFacts, today: date) -> list[Need]:
    """Return what a case needs, most urgent first; the list and the case page say the same."""
    return [
        *_people(facts),
        *_by_law(facts),
        *_promises(facts, today),
        *_questions(facts),
        *_the_child(facts, today),
        *_the_plan(facts),
        *_angles(facts),
        *_next_dates(facts),
    ]


def lacks_contact(facts: CaseFacts) -> bool:
    """Tell whether a child has been away past a limit, and nobody is said to keep in touch."""
    is_away = bool(facts.flags or facts.followed_flags)
    return is_away and not (facts.contact_indsatser or facts.contact_agreed)


def _opsporing(facts: CaseFacts) -> list[str]:
    if facts.concerns or facts.flags or facts.followed_flags:
        return []
    return ["Skriv, hvem der så bekymringen, og hvad de så."]


def _afdaekning(facts: CaseFacts) -> list[str]:
    sentences = [] if facts.child_has_spoken else ["Barnets egne ord er ikke skrevet ned endnu."]
    return sentences + [
        f"{sentence(noun)} er ikke beskrevet endnu."
        for angle, noun in ANGLE_NOUNS.items()
        if angle not in facts.explored
    ]


def _indsatser(facts: CaseFacts) -> list[str]:
    sentences = []
    if not facts.goals:
        sentences.append("Handleplanen har intet mål endnu.")
    if not facts.indsatser:
        sentences.append("Der er ingen indsatser endnu.")
    elif not facts.class_indsatser and not facts.no_class_reason:
        sentences.append("Ingen indsats i klassefællesskabet, og der står ikke hvorfor.")
    if lacks_contact(facts):
        sentences.append("Der står ikke, hvem der holder kontakten, mens barnet er væk.")
    return sentences


def _opfoelgning(facts: CaseFacts, today: date) -> list[str]:
    if facts.next_follow_up_on is None:
        return ["Der er ikke aftalt en næste opfølgning."]
    if facts.next_follow_up_on < today:
        return ["Opfølgningen er ikke holdt til den aftalte dag."]
    if facts.follow_up_days and is_beyond(facts.next_follow_up_on, today, facts.follow_up_days):
        late = f"Næste opfølgning ligger mere end {facts.follow_up_days} dage ude."
        return [f"{late} Ved »{facts.level}« følger I op oftere."]
    return []


def _opsporing_words(facts: CaseFacts) -> tuple[str, str]:
    known = []
    if facts.concerns:
        known.append(plural(facts.concerns, "bekymring", "bekymringer"))
    if flags := facts.flags + facts.followed_flags:
        known.append(f"{flags} flag")
    return join_and(known) or "åbnet af en leder", "" if known else "hvem der så det"


def _afdaekning_words(facts: CaseFacts) -> tuple[str, str]:
    left = [angle for angle in Angle if angle not in facts.explored]
    status = f"{len(Angle) - len(left)} af {len(Angle)} perspektiver"
    if not facts.child_has_spoken:
        return status, "barnets egne ord"
    if len(left) > MANY_CALLS:
        return status, f"{len(left)} perspektiver"
    return status, join_and(ANGLE_NOUNS[angle] for angle in left)


def _indsatser_words(facts: CaseFacts) -> tuple[str, str]:
    if not facts.indsatser:
        return "ingen endnu", "den første indsats"
    count = plural(facts.indsatser, "indsats", "indsatser")
    status = f"{count}, {facts.class_indsatser or 'ingen'} i klassen"
    if not facts.goals:
        return status, "et mål"
    if not facts.class_indsatser and not facts.no_class_reason:
        return status, "en indsats i klassen"
    return status, "kontakt under fravær" if lacks_contact(facts) else ""


def _opfoelgning_words(facts: CaseFacts, today: date) -> tuple[str, str]:
    day = facts.next_follow_up_on
    if day is None:
        return "ingen dato", "en aftale om næste gang"
    if day < today:
        return "ikke holdt", f"opfølgningen fra {short_date(day)}"
    return "næste i dag" if day == today else f"næste {short_date(day)}", ""


def _people(facts: CaseFacts) -> Iterator[Need]:
    asked = possessive(facts.handover_to.split(" ")[0])
    if not facts.has_tovholder:
        yield Need(
            what=f"Få {asked} svar, eller udpeg en anden tovholder"
            if asked
            else "Udpeg en tovholder",
            why="Tovholderen er ikke længere leder i skolens Kom i skole-team.",
            short="mangler tovholder",
            place=Place.TOVHOLDER,
            tone="late",
        )

    elif facts.moved_to:
        yield Need(
            what=f"Giv sagen videre til {facts.moved_to}",
            why="Barnet går dér nu. Sagen følger med, når en leder dér har sagt ja.",
            short="mangler tovholder på den nye skole",
            place=Place.TOVHOLDER,
            tone="late",
        )


def _by_law(facts: CaseFacts) -> Iterator[Need]:
    if facts.must_call:
        yield Need(
            what="Ring til hjemmet om det ulovlige fravær",
            why="Lovkrav: skolen kontakter straks hjemmet ved ulovligt fravær.",
            short="ring hjem om ulovligt fravær",
            place=Place.CONTACT,
            tone="late",
        )


def _promises(facts: CaseFacts, today: date) -> Iterator[Need]:
    if facts.late_promise:
        yield Need(
            what="Spørg til en aftale, der skulle være holdt",
            why=f"{facts.late_promise}.",
            short="en aftale er ikke holdt",
            place=Place.PROMISE,
            tone="late",
        )
    day = facts.next_follow_up_on
    if day is not None and day < today:
        yield Need(
            what="Hold den opfølgning, I aftalte",
            why=f"Den skulle være holdt {weekday_date(day)}.",
            short=f"opfølgning fra {short_date(day)}",
            place=Place.FOLLOW_UP,
            tone="late",
        )
    if facts.next_meeting_on == today:
        yield Need(
            what="Gør dig klar til mødet i dag",
            why="Handleplanen er dagsordenen.",
            short="møde i dag",
            place=Place.MEETING,
            tone="soon",
        )
    if day == today:
        yield Need(
            what="Følg op i dag",
            why="Fik I gjort det? Virkede det? Skal noget justeres?",
            short="opfølgning i dag",
            place=Place.FOLLOW_UP,
            tone="soon",
        )


def _questions(facts: CaseFacts) -> Iterator[Need]:
    if facts.undecided_concerns:
        count = plural(facts.undecided_concerns, "ny bekymring", "nye bekymringer")
        yield Need(
            what="Læs den nye bekymring" if facts.undecided_concerns == 1 else f"Læs {count}",
            why="Nogen har set noget, og ingen har svaret endnu.",
            short=count,
            place=Place.CONCERN,
            tone="soon",
        )
    if facts.flags:
        yield Need(
            what=f"Tag stilling til {facts.flags} flag",
            why="En grænse for fravær er nået. Listen tømmes kun, når I tager stilling.",
            short=f"{facts.flags} flag venter",
            place=Place.FLAG,
            tone="soon",
        )
    if facts.unanswered >= MANY_CALLS and not facts.must_call:
        yield Need(
            what="Prøv hjemmet igen",
            why=f"{facts.unanswered} forsøg i træk uden svar.",
            short=f"{facts.unanswered} opkald uden svar",
            place=Place.CONTACT,
            tone="soon",
        )


def _the_child(facts: CaseFacts, today: date) -> Iterator[Need]:
    if facts.child_has_spoken:
        return
    waited = facts.opened_on is not None and facts.opened_on + SETTLING_IN <= today
    yield Need(
        what="Skriv barnets egne ord",
        why="Aftal, hvem der kender barnet bedst og kan tale med det."
        if not waited
        else "Sagen har været åben i mere end en uge. Aftal, hvem der taler med barnet.",
        short="barnets ord mangler",
        place=Place.CHILD_WORDS,
        tone="soon" if waited else "",
    )


def _the_plan(facts: CaseFacts) -> Iterator[Need]:
    if not facts.indsatser:
        yield Need(
            what="Skriv den første indsats",
            why="Hvem gør hvad, hvornår, og hvordan ser I, at det virker?",
            short="ingen indsatser",
            place=Place.PLAN,
        )
    elif not facts.class_indsatser and not facts.no_class_reason:
        yield Need(
            what="Find en indsats i klassefællesskabet",
            why="Alle indsatser handler om barnet eller hjemmet.",
            short="ingen indsats i klassen",
            place=Place.PLAN,
        )
    if facts.has_plan and not facts.goals:
        yield Need(
            what="Skriv et mål i handleplanen",
            why="Et mål, som barnet og I andre kan se, når det er nået.",
            short="intet mål",
            place=Place.PLAN,
        )


def _angles(facts: CaseFacts) -> Iterator[Need]:
    left = [angle for angle in Angle if angle not in facts.explored]
    # What the child says comes first by itself, as the child's own words.
    open_now = [angle for angle in left if angle != Angle.BARN or facts.child_has_spoken]
    if not open_now:
        return
    one = len(left) == 1
    yield Need(
        what=ANGLE_STEPS[open_now[0]],
        why="Det er det sidste af modellens fem perspektiver."
        if one
        else f"Modellen spørger til fem perspektiver. I mangler {len(left)}.",
        short=f"mangler {ANGLE_NOUNS[left[0]]}" if one else f"mangler {len(left)} perspektiver",
        place=Place.ANGLE,
        angle=open_now[0],
    )


def _next_dates(facts: CaseFacts) -> Iterator[Need]:
    if facts.next_follow_up_on is None:
        yield Need(
            what="Aftal næste opfølgning",
            why="Uden en dato bliver det let glemt.",
            short="ingen næste opfølgning",
            place=Place.PLAN,
        )
    if facts.next_meeting_on is None and facts.indsatser:
        yield Need(
            what="Indkald til næste netværksmøde",
            why="Der er ikke planlagt et møde.",
            short="intet møde planlagt",
            place=Place.CALL_MEETING,
        )
