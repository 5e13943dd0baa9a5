"""The people one can be in the demo. Everybody and everything in it is invented."""

from dataclasses import dataclass

# Said openly on the login page: the demo protects nothing.
DEMO_PASSWORD = "fjordby-demo-2026"  # noqa: S105


@dataclass(frozen=True, slots=True)
class Persona:
    """One demo user: the address to log in with and what they come for."""

    email: str
    name: str
    title: str
    comes_for: str


PERSONAS = (
    Persona(
        "sanne@demo.invalid",
        "Sanne Holm Vestergaard",
        "skoleleder, Sydhavnsskolen",
        "Ser skolens dag: frister, flag og sager. Opretter sager og udpeger tovholder.",
    ),
    Persona(
        "mette@demo.invalid",
        "Mette Østergaard",
        "afdelingsleder og tovholder, Sydhavnsskolen",
        "Fører sine sager, skriver handleplaner og holder møder.",
    ),
    Persona(
        "karim@demo.invalid",
        "Karim Aziz Lindholm",
        "leder af Kom i skole-teamet, Sydhavnsskolen",
        "Leder teamet og følger alle skolens sager måned for måned.",
    ),
    Persona(
        "jonas@demo.invalid",
        "Jonas Bjerregaard",
        "lærer i 6.B, Sydhavnsskolen",
        "Ser fraværet i sin egen klasse og kan sige en bekymring.",
    ),
    Persona(
        "inger@demo.invalid",
        "Inger Skovlund",
        "inklusionsvejleder i teamet, Sydhavnsskolen",
        "Ser teamets sager og skriver i dem.",
    ),
    Persona(
        "pernille@demo.invalid",
        "Pernille Ågård",
        "specialpædagogisk konsulent, PPR",
        "Ser kun de sager, hun er knyttet til.",
    ),
    Persona(
        "birgitte@demo.invalid",
        "Birgitte Nymark",
        "socialfaglig rådgiver, Børn og Unge",
        "Ser skolens flag uden navne og de sager, hun er knyttet til.",
    ),
    Persona(
        "torben@demo.invalid",
        "Torben Ravn",
        "skoleleder, Engbakkeskolen",
        "En anden skole: ser ikke Sydhavnsskolens børn.",
    ),
    Persona(
        "lone@demo.invalid",
        "Lone Fabricius",
        "skolekonsulent i forvaltningen",
        "Ser tal for skolerne, aldrig navne.",
    ),
    Persona(
        "adam@demo.invalid",
        "Adam Kirk",
        "kommunal administrator",
        "Indlæser filer og sætter systemet op. Ser ingen børn.",
    ),
    Persona(
        "dorthe@demo.invalid",
        "Dorthe Lyng",
        "databeskyttelsesrådgiver",
        "Ser, hvem der har slået hvad op, aldrig sagernes indhold.",
    ),
)
