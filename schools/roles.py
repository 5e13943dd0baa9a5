"""What each role may see and do, as data.

A role is always role + place + period (`Membership`). Every gate reads this table and nothing
else; a test compares it with a matrix written by hand.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import TextChoices


class Role(TextChoices):
    """The roles of trust: who somebody is at a place for a time."""

    ADMINISTRATOR = "administrator", "kommunal administrator"
    FORVALTNING = "forvaltning", "forvaltning"
    SKOLELEDER = "skoleleder", "skoleleder"
    TEAMLEDER = "teamleder", "leder af Kom i skole-teamet"
    TOVHOLDER = "tovholder", "tovholder"
    TEAMMEDLEM = "teammedlem", "medlem af Kom i skole-teamet"
    PPR = "ppr", "PPR-konsulent"
    SOCIALRAADGIVER = "socialraadgiver", "socialfaglig rådgiver"
    LAERER = "laerer", "lærer eller pædagog"
    AD_HOC = "ad-hoc", "inviteret i en periode"
    DPO = "dpo", "databeskyttelsesrådgiver"


class Scope(StrEnum):
    """How far a right reaches."""

    MUNICIPALITY = "kommunen"
    SCHOOL = "skolen"
    CLASS = "egne klasser"
    NAMED = "sager, hvor man er nævnt"
    NONE = "ingen"


class Thing(StrEnum):
    """What a right is about."""

    PUPILS = "elever og deres fravær"
    FLAGS = "listen Opsporing"
    DECIDE = "afgøre, hvad der skal ske med et flag"
    CONCERN = "sige en bekymring"
    CASES = "se sager"
    WRITE = "skrive notater og kontakter i en sag"
    LEAD = "føre en sag og dens handleplan"
    APPOINT = "oprette sager og udpege tovholder"
    HOME = "læse kontakterne med hjemmet, og forældrenes numre"
    MEETINGS = "læse sagens møder uden at være inviteret"
    STEERING = "læse gennemgange, overdragelser og nødadgange i en sag"
    CONFIDED = "læse det, barnet har sagt i fortrolighed"
    IMPORT = "indlæse filer"
    PEOPLE = "se, hvem der arbejder med hvad"
    ROLES = "give og afslutte roller"
    MUNICIPAL = "give og afslutte kommunens roller"
    SECOND = "bekræfte roller, som to skal stå bag"
    EMERGENCY = "bruge nødadgang"
    REVIEW = "efterse nødadgange"
    REVEAL = "få vist beskyttede navne og numre"
    CPR = "få vist CPR-nummer"
    CLASSES = "læse om klassernes fællesskab"
    ANALYSE = "beskrive klassernes fællesskab"
    CONSENT = "læse samtykker"
    UNDERRETNING = "læse underretninger"
    ANSWER = "svare, når en tovholder spørger om et barn"
    SETUP = "rette kommunens katalog over indsatser og skala for bekymring"


@dataclass(frozen=True, kw_only=True, slots=True)
class Rights:
    """One role's rights: a sentence for people and a scope per thing."""

    sentence: str
    scopes: dict[Thing, Scope] = field(default_factory=dict)
    # A role with this mark is used at one school (or class); the others cover the municipality.
    at_school: bool = True

    def scope(self, thing: Thing) -> Scope:
        """Return how far the role reaches for a thing."""
        return self.scopes.get(thing, Scope.NONE)


RIGHTS: dict[Role, Rights] = {
    Role.ADMINISTRATOR: Rights(
        sentence="Sætter systemet op, giver kommunens roller og indlæser filer. Ser ingen børn.",
        at_school=False,
        scopes={
            Thing.IMPORT: Scope.MUNICIPALITY,
            Thing.MUNICIPAL: Scope.MUNICIPALITY,
            Thing.SECOND: Scope.MUNICIPALITY,
            Thing.SETUP: Scope.MUNICIPALITY,
        },
    ),
    Role.FORVALTNING: Rights(
        sentence="Ser tal for skolerne, aldrig navne uden nødadgang. Retter katalog og skala.",
        at_school=False,
        scopes={
            Thing.SECOND: Scope.MUNICIPALITY,
            Thing.SETUP: Scope.MUNICIPALITY,
            Thing.EMERGENCY: Scope.MUNICIPALITY,
            Thing.REVIEW: Scope.MUNICIPALITY,
        },
    ),
    Role.SKOLELEDER: Rights(
        sentence="Ser skolens elever og sager, afgør flag, opretter sager og udpeger tovholder.",
        scopes={
            Thing.PUPILS: Scope.SCHOOL,
            Thing.FLAGS: Scope.SCHOOL,
            Thing.DECIDE: Scope.SCHOOL,
            Thing.CONCERN: Scope.SCHOOL,
            Thing.CASES: Scope.SCHOOL,
            Thing.WRITE: Scope.SCHOOL,
            Thing.HOME: Scope.SCHOOL,
            Thing.MEETINGS: Scope.SCHOOL,
            Thing.STEERING: Scope.SCHOOL,
            Thing.APPOINT: Scope.SCHOOL,
            Thing.IMPORT: Scope.SCHOOL,
            Thing.CONFIDED: Scope.NAMED,
            Thing.PEOPLE: Scope.SCHOOL,
            Thing.ROLES: Scope.SCHOOL,
            Thing.EMERGENCY: Scope.MUNICIPALITY,
            Thing.REVIEW: Scope.SCHOOL,
            Thing.REVEAL: Scope.SCHOOL,
            Thing.CPR: Scope.SCHOOL,
            Thing.CLASSES: Scope.SCHOOL,
            Thing.ANALYSE: Scope.SCHOOL,
            Thing.CONSENT: Scope.SCHOOL,
            Thing.UNDERRETNING: Scope.SCHOOL,
            Thing.ANSWER: Scope.NAMED,
        },
    ),
    Role.TEAMLEDER: Rights(
        sentence="Leder Kom i skole-teamet: afgør flag, opretter og fører skolens sager.",
        scopes={
            Thing.PUPILS: Scope.SCHOOL,
            Thing.FLAGS: Scope.SCHOOL,
            Thing.DECIDE: Scope.SCHOOL,
            Thing.CONCERN: Scope.SCHOOL,
            Thing.CASES: Scope.SCHOOL,
            Thing.WRITE: Scope.SCHOOL,
            Thing.HOME: Scope.SCHOOL,
            Thing.MEETINGS: Scope.SCHOOL,
            Thing.STEERING: Scope.SCHOOL,
            Thing.LEAD: Scope.SCHOOL,
            Thing.APPOINT: Scope.SCHOOL,
            Thing.IMPORT: Scope.SCHOOL,
            Thing.CONFIDED: Scope.NAMED,
            Thing.PEOPLE: Scope.SCHOOL,
            Thing.EMERGENCY: Scope.MUNICIPALITY,
            Thing.REVEAL: Scope.SCHOOL,
            Thing.CLASSES: Scope.SCHOOL,
            Thing.ANALYSE: Scope.SCHOOL,
            Thing.CONSENT: Scope.SCHOOL,
            Thing.UNDERRETNING: Scope.SCHOOL,
            Thing.ANSWER: Scope.NAMED,
        },
    ),
    Role.TOVHOLDER: Rights(
        sentence="Fører de sager, hvor personen er udpeget som tovholder.",
        scopes={
            Thing.PUPILS: Scope.NAMED,
            Thing.CONCERN: Scope.NAMED,
            Thing.CASES: Scope.NAMED,
            Thing.WRITE: Scope.NAMED,
            Thing.HOME: Scope.NAMED,
            Thing.MEETINGS: Scope.NAMED,
            Thing.STEERING: Scope.NAMED,
            Thing.LEAD: Scope.NAMED,
            Thing.CONFIDED: Scope.NAMED,
            Thing.EMERGENCY: Scope.MUNICIPALITY,
            Thing.REVEAL: Scope.NAMED,
            Thing.CLASSES: Scope.SCHOOL,
            Thing.ANALYSE: Scope.SCHOOL,
            Thing.CONSENT: Scope.NAMED,
            Thing.UNDERRETNING: Scope.NAMED,
            Thing.ANSWER: Scope.NAMED,
        },
    ),
    Role.TEAMMEDLEM: Rights(
        sentence="Ser skolens sager og skriver i de åbne.",
        scopes={
            Thing.PUPILS: Scope.NAMED,
            Thing.CONCERN: Scope.NAMED,
            Thing.CASES: Scope.SCHOOL,
            Thing.WRITE: Scope.SCHOOL,
            Thing.HOME: Scope.SCHOOL,
            Thing.MEETINGS: Scope.SCHOOL,
            Thing.STEERING: Scope.SCHOOL,
            Thing.CLASSES: Scope.SCHOOL,
            Thing.ANALYSE: Scope.SCHOOL,
            Thing.CONSENT: Scope.SCHOOL,
            Thing.ANSWER: Scope.NAMED,
        },
    ),
    Role.PPR: Rights(
        sentence="Ser sin del af de sager, personen er knyttet til, så længe grundlaget gælder.",
        scopes={
            Thing.PUPILS: Scope.NAMED,
            Thing.CASES: Scope.NAMED,
            Thing.WRITE: Scope.NAMED,
            Thing.CLASSES: Scope.NAMED,
        },
    ),
    Role.SOCIALRAADGIVER: Rights(
        sentence="Ser skolens flag uden navne, og sin del af de sager, personen er knyttet til.",
        scopes={
            Thing.PUPILS: Scope.NAMED,
            Thing.FLAGS: Scope.SCHOOL,
            Thing.CASES: Scope.NAMED,
            Thing.WRITE: Scope.NAMED,
            Thing.HOME: Scope.NAMED,
            Thing.CONFIDED: Scope.NAMED,
            Thing.EMERGENCY: Scope.MUNICIPALITY,
            Thing.REVEAL: Scope.NAMED,
            Thing.CPR: Scope.NAMED,
            Thing.CLASSES: Scope.NAMED,
            Thing.CONSENT: Scope.NAMED,
            Thing.UNDERRETNING: Scope.NAMED,
        },
    ),
    Role.LAERER: Rights(
        sentence="Ser fraværet i egne klasser og kan sige en bekymring.",
        scopes={
            Thing.PUPILS: Scope.CLASS,
            Thing.CONCERN: Scope.CLASS,
            Thing.CLASSES: Scope.CLASS,
            Thing.ANSWER: Scope.NAMED,
        },
    ),
    Role.AD_HOC: Rights(
        sentence="Er inviteret til bestemte møder og ser intet andet.",
    ),
    Role.DPO: Rights(
        sentence="Ser, hvem der har slået hvad op, aldrig sagernes indhold.",
        at_school=False,
        scopes={Thing.SECOND: Scope.MUNICIPALITY, Thing.REVIEW: Scope.MUNICIPALITY},
    ),
}

# What the leader of a school gives and ends there. The roles above are the municipality's to give.
SCHOOLS_OWN: tuple[Role, ...] = (
    Role.TEAMLEDER,
    Role.TOVHOLDER,
    Role.TEAMMEDLEM,
    Role.LAERER,
    Role.PPR,
    Role.SOCIALRAADGIVER,
    Role.AD_HOC,
)

# What the municipality's administrator gives and ends.
MUNICIPALS_OWN: tuple[Role, ...] = (
    Role.SKOLELEDER,
    Role.FORVALTNING,
    Role.ADMINISTRATOR,
    Role.DPO,
)
# Who sets the system up, or watches over it: nobody gives these alone, and nobody has another hat.
TWO_PERSONS: frozenset[Role] = frozenset({Role.ADMINISTRATOR, Role.DPO})
ALONE = TWO_PERSONS


def roles_with(thing: Thing, *scopes: Scope) -> list[Role]:
    """Return the roles that reach a thing with one of the scopes."""
    return [role for role, rights in RIGHTS.items() if rights.scope(thing) in scopes]
