"""Sofie."""

from kiss.demo.shapes import Called, Deed, Filed, Met, Sitting, Story, View, Words

STORY = Story(
    key="sofie",
    tovholder="karim@demo.invalid",
    opened=90,
    because=(
        "Sofie har været næsten væk siden foråret. Hun er udredt for angst og har svært ved "
        "at være i hele klassen."
    ),
    focus="afdaekning",
    focus_because="Planen virkede ikke. Vi vender tilbage og ser, hvad vi har overset.",
    words=(
        Words(
            30,
            "Pernille Ågård, PPR",
            "Jeg savner dem faktisk. Jeg tør bare ikke komme ind, når de allerede sidder der.",
            True,
        ),
        Words(30, "Pernille Ågård, PPR", "Jeg lader, som om jeg sover, når de ringer."),
    ),
    views=(
        View(
            "barn",
            30,
            "Pernille Ågård",
            "Guide til elevsamtale",
            "Samtalen foregik hjemme. Sofie vil gerne begynde med billedkunst og komme, før "
            "de andre er der.",
        ),
        View(
            "foraeldre",
            80,
            "Karim Aziz Lindholm",
            "Mødeskabelon til skole-hjem-samtale",
            "Forældrene skiftes til at blive hjemme. De er bange for at presse for hårdt.",
        ),
        View(
            "andre",
            28,
            "Karim Aziz Lindholm",
            "",
            "PPR anbefaler få, faste voksne og en trappe med små trin.",
        ),
        View(
            "klasse",
            75,
            "teamet om 9.A",
            "",
            "",
            "klassen lige er blevet lagt sammen af to. Vi ser på den i december.",
        ),
    ),
    headings={
        "occasion": "Langvarigt fravær. Sygeundervisning to gange om ugen.",
        "going_well": "Sofie laver sine opgaver hjemme.\nHun skriver selv til Karim.",
        "parents_view": "Vi ønsker små trin og at vide, hvem der står klar.",
        "professionals_view": "PPR og skolen er enige om en trappe med fem trin.",
        "resources": "Billedkunst, katten og to veninder fra den gamle 8.A.",
        "understanding": "Hver dag væk gør døren tungere. Sofie mangler en vej ind.",
        "overall_goal": "Sofie er tilbage i undervisningen med få, faste voksne.",
        "no_class_indsats_reason": (
            "Klassen er netop lagt sammen. Vi aftaler en indsats for hele 9.A i december."
        ),
        "contact_during_absence": "Sofie svarer, når hun kan. Vi skriver også, når hun ikke gør.",
        "sharing": (
            "Sofie og forældrene har sagt ja til, at vi taler med PPR, så længe samtykket gælder."
        ),
    },
    goals=("Sofie er på skolen to formiddage om ugen før jul.",),
    deeds=(
        Deed(
            "Tager imod i værkstedet, før de andre kommer",
            "Billedkunstlæreren",
            "Tirsdag og torsdag kl. 7.40",
            "Sofie bliver til det første frikvarter",
            "barn",
            "indgribende",
            answers=((15, "delvist", "nej", "Et trin ned: 20 minutter og kun billedkunst."),),
        ),
        Deed(
            "Giver sygeundervisning hjemme i dansk og matematik",
            "Kontaktlæreren",
            "Mandag og onsdag",
            "Sofie afleverer det, hun har lavet",
            "hjem",
            "indgribende",
        ),
        Deed(
            "Skriver til Sofie om ugen, der kommer, og om noget, der ikke er skole",
            "Karim, tovholder",
            "Hver mandag",
            "Sofie skriver tilbage, når hun har lyst",
            "barn",
            "foregribende",
            is_contact=True,
        ),
        Deed(
            "Sender Sofie en hilsen eller et billede",
            "To veninder fra den gamle 8.A",
            "Hver fredag",
            "Sofie ved, at der er nogen, der savner hende",
            "netvaerk",
            "forebyggende",
            is_contact=True,
        ),
    ),
    plan_saved=15,
    next_follow_up=-4,
    next_by="Karim Aziz Lindholm",
    meetings=(
        Met(
            15,
            (15, 0),
            "hjemme hos Sofie",
            "Vi gik for hurtigt frem. Sofie sagde det selv, og hun har ret.",
            (("Taler med billedkunst om 20 minutter ad gangen", "Karim Aziz Lindholm", 2),),
        ),
        Met(-4, (15, 0), "hjemme hos Sofie"),
    ),
    calls=(
        Called(20, "Sofies far", "telefon", "talt", "Han spørger, hvornår vi ses igen."),
        Called(4, "Sofie", "aula", "besked", "Hun har sendt et billede af sin tegning."),
    ),
    files=(Filed(29, "klinik", "udtalelse", "Udtalelse fra børne- og ungdomspsykiatrien", True),),
    notes=((30, "PPR's beskrivelse er læst sammen med forældrene.", False),),
    levels=((88, 4, "Sofie har næsten ikke været i klassen i flere måneder."),),
    sittings=(
        Sitting(
            ago=15,
            took_part="Sofies far og Karim. Sofie ville hellere skrive sine svar.",
            community="Klassen spørger til Sofie. Vi ved ikke, om hun ved det.",
            answers=(("delvist", "nej", "Vi må finde en anden dør ind end værkstedet."),),
            progress=((1, "Hun var på skolen én formiddag."),),
            next_follow_up=-4,
            reopens_because="Hvad skete der i 7. klasse, som vi ikke har fået øje på?",
        ),
    ),
)
