"""Where each rule and figure comes from, as dated rows.

A reference moves when a law is rewritten, so a source is found by key *and day*. `verified` is
said only of a row whose wording has been read in a rendering of the text itself; `checked_on` is
the day of that reading. Every other row says in its note what is missing. A municipality confirms
or corrects a row; the shipped ones are the starting point and no legal advice.
"""

from dataclasses import dataclass
from datetime import date

END_OF_SERVICELOV = date(2023, 12, 31)
START_OF_BARNETS_LOV = date(2024, 1, 1)
UNVERIFIED = "ikke bekræftet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One legal reference while it is in force; `valid_to` is inclusive, None is until further."""

    key: str
    title: str
    act: str
    section: str
    valid_from: date
    verified: bool
    note: str
    valid_to: date | None = None
    url: str = ""
    checked_on: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    @property
    def reference(self) -> str:
        """The act and the section as one would cite them."""
        return f"{self.act} {self.section}".strip()

    @property
    def cited(self) -> str:
        """The reference, and a plain word when nobody has confirmed it."""
        return self.reference if self.verified else f"{self.reference} ({UNVERIFIED})"


READ_ON = date(2026, 11, 23)
FRAVAER = "Fraværsbekendtgørelsen (BEK 1063 af 24/10/2019)"
FRAVAER_NOTE = "Selve bekendtgørelsens ordlyd og nummer er ikke læst; gengivet efter omtaler. "
SYGE = "Bekendtgørelse om sygeundervisning (BEK 694 af 20/06/2014)"
SYGE_NOTE = (
    "Nummeret står i ministeriets vejledning; ordlyden er gengivet efter omtaler. "
    "Kontrollér, om der er kommet en nyere bekendtgørelse. "
)
OWN = "Kommunens egen beslutning"
LONG_AGO = date(2000, 1, 1)

SOURCES = (
    Source(
        key="fravaer-registrering",
        title="Hvornår og hvordan fravær noteres",
        act=FRAVAER,
        section="§§ 1-2",
        valid_from=date(2020, 1, 1),
        verified=False,
        note=FRAVAER_NOTE + "At en enkelt manglende notering i 7.-10. klasse er en halv dag, er "
        "udledt af en kommunes opgørelse og skal bekræftes.",
    ),
    Source(
        key="fravaer-kontakt",
        title="Kontakt til forældrene ved ulovligt fravær",
        act=FRAVAER,
        section="§ 5",
        valid_from=date(2020, 1, 1),
        verified=False,
        note=FRAVAER_NOTE + "Ordet er »straks«; bekendtgørelsen nævner intet antal dage.",
    ),
    Source(
        key="fravaer-opgoerelse",
        title="Ulovligt fravær opgøres inden for et kvartal",
        act="Børne- og Undervisningsministeriet: Værktøjer til skoleledelsen",
        section="",
        valid_from=date(2020, 1, 1),
        verified=False,
        note="At opgørelsen altid sker inden for et kvartal, er læst. At nævneren er kvartalets "
        "planlagte skoledage, er en fortolkning, som en jurist skal bekræfte.",
        url="https://www.uvm.dk/folkeskolen/organisering-og-ledelse/foraeldrenes-rolle/"
        "fravaersregler-i-folkeskolen/vaerktoejer-til-skoleledelsen",
    ),
    Source(
        key="varsling-10",
        title="Varsling af forældrene ved 10 procent ulovligt fravær",
        act="Børne- og Undervisningsministeriet: Værktøjer til skoleledelsen",
        section="",
        valid_from=date(2020, 1, 1),
        verified=True,
        checked_on=READ_ON,
        note="Ministeriets vejledning, ikke en paragraf. Ingen frist i dage er nævnt.",
        url="https://www.uvm.dk/folkeskolen/organisering-og-ledelse/foraeldrenes-rolle/"
        "fravaersregler-i-folkeskolen/vaerktoejer-til-skoleledelsen",
    ),
    Source(
        key="underretning-15",
        title="Underretning ved 15 procent ulovligt fravær i et kvartal",
        act="Serviceloven",
        section="§ 153, stk. 2",
        valid_from=date(2019, 8, 1),
        valid_to=END_OF_SERVICELOV,
        verified=True,
        checked_on=READ_ON,
        note="Ordlyden er gengivet hos Ankestyrelsen (principmeddelelse 11-21).",
        url="https://ast.dk/social/artikler/generelt-om-omradet/kommunen-skal-undersoge-arsagen-"
        "til-elevers-fravaer-inden-der-traeffes-afgorelse-om-standsning-af-borne-og-ungeydelsen",
    ),
    Source(
        key="underretning-15",
        title="Underretning ved 15 procent ulovligt fravær i et kvartal",
        act="Barnets lov",
        section="§ 133, stk. 2",
        valid_from=START_OF_BARNETS_LOV,
        verified=False,
        note="Servicelovens § 153 blev til barnets lov § 133; at stykket har samme nummer, er "
        "udledt. Loven nævner ingen frist i dage.",
    ),
    Source(
        key="underretning",
        title="Skærpet underretningspligt",
        act="Serviceloven",
        section="§ 153, stk. 1",
        valid_from=LONG_AGO,
        valid_to=END_OF_SERVICELOV,
        verified=False,
        note="Gengivet efter opslag i loven; bekræft ordlyden i den version, der gjaldt.",
    ),
    Source(
        key="underretning",
        title="Skærpet underretningspligt",
        act="Barnets lov",
        section="§ 133, stk. 1",
        valid_from=START_OF_BARNETS_LOV,
        verified=False,
        note="Paragraffen følger af senere lovændringer; ordlyden er ikke læst.",
    ),
    Source(
        key="underretning-kvittering",
        title="Kvittering for en underretning inden seks hverdage",
        act="Barnets lov",
        section="§ skal bekræftes",
        valid_from=LONG_AGO,
        verified=False,
        note="Gengivet efter en kommunes hjemmeside; paragraffen er ikke fundet. »Hverdage« er "
        "læst som mandag til fredag, der ikke er helligdage. Tæller lørdage med, er modtagerens "
        "frist tidligere, og vi minder om den lidt for sent, aldrig for tidligt.",
        url="https://www.laesoe.dk/borger/familie-boern-og-unge/underretningspligt-boern-og-unge",
    ),
    Source(
        key="samtykke",
        title="Samtykke til at dele oplysninger",
        act="Forvaltningsloven",
        section="§ 28",
        valid_from=LONG_AGO,
        verified=False,
        note="Frivilligt, konkret og informeret, og det kan trækkes tilbage (gengivet efter en "
        "ældre ordlyd). At alle med forældremyndighed skal give det, og den unge selv fra 15 år, "
        "er praksis i kommuner; det er ikke læst i en lov.",
        url="https://danskelove.dk/forvaltningsloven/28",
    ),
    Source(
        key="boerneydelse-stop",
        title="Standsning af børne- og ungeydelsen",
        act="Serviceloven",
        section="§ 155 c",
        valid_from=date(2019, 8, 1),
        valid_to=END_OF_SERVICELOV,
        verified=True,
        checked_on=READ_ON,
        note="Gengivet hos Ankestyrelsen (principmeddelelse 11-21).",
    ),
    Source(
        key="boerneydelse-stop",
        title="Standsning af børne- og ungeydelsen",
        act="Barnets lov",
        section="§ skal bekræftes",
        valid_from=START_OF_BARNETS_LOV,
        verified=False,
        note="Paragrafnummeret i barnets lov er ikke fundet.",
    ),
    Source(
        key="partshoering-barn",
        title="Partshøring af et barn over 12 år",
        act="Ankestyrelsens principmeddelelse 11-21",
        section="",
        valid_from=date(2019, 8, 1),
        verified=False,
        note="»Over 12 år« er læst som fyldt 12 år. Bekræft læsningen.",
    ),
    Source(
        key="sygeundervisning-stk-1",
        title="Sygeundervisning ved længere sammenhængende fravær",
        act=SYGE,
        section="§ 1, stk. 1",
        valid_from=date(2014, 8, 1),
        verified=False,
        note=SYGE_NOTE + "Reglen siger snarest muligt og senest tre uger (15 skoledage), efter at "
        "eleven sidst deltog; de 15 skoledage er brugt som grænsen.",
        url="https://www.lovguiden.dk/loven/sygeundervisningsvejledningen",
    ),
    Source(
        key="sygeundervisning-stk-2",
        title="Sygeundervisning ved hyppigt kort fravær",
        act=SYGE,
        section="§ 1, stk. 2",
        valid_from=date(2014, 8, 1),
        verified=False,
        note=SYGE_NOTE + "Ingen kilde siger, inden for hvilken periode de 15 skoledage lægges "
        "sammen; skoleåret er valgt.",
        url="https://www.lovguiden.dk/loven/sygeundervisningsvejledningen",
    ),
    Source(
        key="folkeskoleloven-39",
        title="Lægeattest ved sygdom af mere end to ugers varighed",
        act="Folkeskoleloven",
        section="§ 39, stk. 2",
        valid_from=LONG_AGO,
        verified=True,
        checked_on=READ_ON,
        note="Skolens leder kan forlange lægeattest; det er en mulighed, ikke en pligt.",
        url="https://danskelove.dk/folkeskoleloven/39",
    ),
    Source(
        key="undervisningsmiljoe-1c",
        title="Handlingsplan ved problemer med det psykiske undervisningsmiljø",
        act="Lov om elevers og studerendes undervisningsmiljø",
        section="§ 1 c",
        valid_from=date(2017, 8, 1),
        verified=False,
        note="Lovforslagets tekst (L 123, 2016-17) er læst, den vedtagne lovs er ikke. De 10 "
        "arbejdsdage står hos ministeriet og Dansk Center for Undervisningsmiljø. Fristen er "
        "regnet fra den første oplysning, den tidligste af tre læsninger.",
        url="https://www.ft.dk/samling/20161/lovforslag/l123/20161_l123_som_fremsat.htm",
    ),
    Source(
        key="klage-1c",
        title="Klage over skolens håndtering af mobning",
        act="Lov om elevers og studerendes undervisningsmiljø",
        section="klageadgang",
        valid_from=date(2017, 8, 1),
        verified=False,
        note="Elev og forældre klager først til kommunen. Den, der har klaget, har 20 dage til at "
        "sige, om svaret er godt nok; ellers sender kommunen klagen videre til Den Nationale "
        "Klageinstans mod Mobning hos Dansk Center for Undervisningsmiljø (DCUM). Klagen udsætter "
        "ikke planen. Gengivet efter DCUM og en kommune; at ordningen er gjort permanent efter "
        "2022, er ikke bekræftet.",
        url="https://dcum.dk/grundskole/klageinstans-mod-mobning-grundskole",
    ),
    Source(
        key="aftale-2026",
        title="Politisk aftale 2026 om kontakt og støtteplan",
        act="Folkeskoleforligskredsens aftale, 2026",
        section="",
        valid_from=date(2026, 1, 1),
        verified=False,
        note="Kendt fra pressen. Ingen lov, intet lovforslag og ingen ikrafttræden er fundet; "
        "reglen er oplysning og har ingen frist.",
    ),
    Source(
        key="samlet-fravaer",
        title="Samlet fravær over 10 procent",
        act="Fra fravær til fællesskab",
        section="succeskriterium",
        valid_from=LONG_AGO,
        verified=False,
        note="Kommunens eget mål og den nationale statistiks grænse; ikke et lovkrav.",
    ),
    Source(
        key="intern-frist",
        title="Intern frist",
        act=OWN,
        section="",
        valid_from=LONG_AGO,
        verified=False,
        note="Loven siger straks eller nævner ingen frist; antallet af dage er kommunens valg.",
    ),
    Source(
        key="smaa-tal",
        title="Små tal vises ikke uden for skolen",
        act=OWN,
        section="",
        valid_from=LONG_AGO,
        verified=False,
        note="Følger den nationale statistik, der udelader grupper på under 3-5 personer.",
    ),
    Source(
        key="sygdomsboelge",
        title="Uger, hvor usædvanligt mange var syge",
        act=OWN,
        section="",
        valid_from=LONG_AGO,
        verified=False,
        note="En tommelfingerregel til at læse en kurve med. Ikke lov, og uden følger for nogen.",
    ),
    Source(
        key="skoleaar",
        title="Skoleåret begynder 1. august",
        act="Folkeskoleloven",
        section="§ 14 a",
        valid_from=LONG_AGO,
        verified=True,
        checked_on=READ_ON,
        note="Sommerferien begynder den sidste lørdag i juni og varer til den første skoledag, "
        "som kommunalbestyrelsen fastsætter.",
        url="https://danskelove.dk/folkeskoleloven/14a",
    ),
    Source(
        key="skoledage",
        title="Antallet af skoledage fastsættes af kommunalbestyrelsen",
        act="Folkeskoleloven",
        section="§ 40, stk. 2, nr. 5",
        valid_from=LONG_AGO,
        verified=False,
        note="Der er ikke fundet noget lovkrav om 200 skoledage; kalenderen er kommunens.",
    ),
    Source(
        key="helligdage",
        title="Helligdage",
        act="Lov om afskaffelse af store bededag og almindelig praksis",
        section="",
        valid_from=LONG_AGO,
        verified=False,
        note="Store bededag er helligdag til og med 2023. 1. maj, 5. juni, 24. og 31. december er "
        "ikke helligdage og tælles som arbejdsdage, medmindre kommunen vælger andet.",
    ),
    Source(
        key="udveksling-uden-samtykke",
        title="Udveksling af oplysninger uden samtykke på ét møde",
        act="Serviceloven",
        section="§ 49 a",
        valid_from=LONG_AGO,
        valid_to=END_OF_SERVICELOV,
        verified=False,
        note="Teksten er gengivet i en evaluering; bekræft den i loven.",
    ),
    Source(
        key="udveksling-uden-samtykke",
        title="Udveksling af oplysninger uden samtykke på ét møde",
        act="Barnets lov",
        section="§ skal bekræftes",
        valid_from=START_OF_BARNETS_LOV,
        verified=False,
        note="Reglen er videreført, men paragrafnummeret i barnets lov er ikke fundet.",
    ),
)


def source(key: str, on: date) -> Source:
    """Return the source with a key that holds on a day.

    Before the first row of a key came into force the first row is given, so that old cases can
    be read. Raise KeyError for a key that does not exist.
    """
    rows = sources_for(key)
    return next((row for row in rows if row.holds_on(on)), rows[0])


def sources_for(key: str) -> tuple[Source, ...]:
    """Return every row of a key, the oldest first, or raise KeyError."""
    rows = tuple(row for row in SOURCES if row.key == key)
    if not rows:
        raise KeyError(f"der er ingen kilde med nøglen {key}")
    return rows


def is_verified(key: str) -> bool:
    """Test whether the newest row of a key has been read in the text itself."""
    return sources_for(key)[-1].verified
