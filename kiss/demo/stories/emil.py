"""Emil."""

from kiss.demo.shapes import Called, Deed, Filed, Met, Sitting, Story, View, Words

STORY = Story(
    key="emil",
    tovholder="mette@demo.invalid",
    opened=70,
    because=(
        "Emil har mange enkelte sygedage med ondt i maven. Faren ringede selv og bad om hjælp."
    ),
    focus="opfoelgning",
    focus_because="Indsatserne kører. Nu holder vi øje med, om de virker.",
    words=(
        Words(
            62,
            "Lise fra SFO",
            "Det larmer så meget, at jeg ikke kan høre mine egne tanker.",
            True,
        ),
        Words(21, "Lise fra SFO", "Det er godt, når jeg sidder ved vinduet.", True),
    ),
    views=(
        View(
            "barn",
            62,
            "Lise fra SFO",
            "De tre huse",
            "I bekymringshuset stod larm og matematik. I drømmehuset sad han ved vinduet med "
            "en ven ved siden af.",
        ),
        View(
            "foraeldre",
            60,
            "Mette Østergaard",
            "Mødeskabelon til skole-hjem-samtale",
            "Hjemme er der ro i weekenden og ondt i maven søndag aften. Forældrene har været "
            "hos lægen, som ikke fandt noget.",
        ),
        View(
            "klasse",
            55,
            "teamet om 3.A",
            "Spørg eleverne",
            "Otte af enogtyve børn skriver, at der er for meget uro. Det er altså ikke kun "
            "Emil, der mærker det.",
        ),
        View(
            "fravaer",
            58,
            "Mette Østergaard",
            "Fraværsdata",
            "Enkeltdage spredt over ugen, flest på dage med matematik i første lektion.",
        ),
    ),
    headings={
        "occasion": "Mange enkelte sygedage siden sommerferien.",
        "going_well": (
            "Emil har haft to hele uger i skole.\n"
            "Han er begyndt at spille skak med Otto.\n"
            "Forældrene og skolen taler sammen hver fredag."
        ),
        "parents_view": "Vi vil gerne vide, hvordan dagen gik, også når den gik godt.",
        "professionals_view": "Uroen i 3.A er reel og bliver arbejdet med for hele klassen.",
        "resources": "Skak, Otto, SFO og en bedstefar, der henter om torsdagen.",
        "understanding": "Støj og utydelige skift fylder. Når dagen er forudsigelig, går det.",
        "overall_goal": "Emil er i skole hver dag og kan være i timerne.",
        "contact_during_absence": "Læreren skriver kort til Emil, hvad han kan glæde sig til.",
    },
    goals=(
        "Emil har højst én fraværsdag om måneden.",
        "Emil bruger sit tegn, når han har brug for en pause.",
    ),
    deeds=(
        Deed(
            "Giver Emil en fast plads ved vinduet og et tegn til pause",
            "Matematiklæreren",
            "Hver dag",
            "Emil bruger tegnet selv",
            "barn",
            "foregribende",
            answers=((24, "ja", "ja", ""),),
        ),
        Deed(
            "Begynder roligt i hele 3.A med samme rækkefølge hver morgen",
            "Teamet om 3.A",
            "Hver dag, når det ringer ind",
            "Færre end fire børn nævner uro",
            "klasse",
            "forebyggende",
            answers=((24, "ja", "lidt", "Vi prøver uden musik i ugen efter."),),
        ),
        Deed(
            "Ringer hjem hver fredag med ugens gode øjeblik",
            "Mette, tovholder",
            "Hver fredag",
            "Forældrene er mindre bekymrede søndag",
            "hjem",
            "foregribende",
            answers=((24, "ja", "ja", "Hver anden fredag fra nu af."),),
        ),
    ),
    plan_saved=24,
    next_follow_up=-1,
    next_by="Mette Østergaard",
    meetings=(
        Met(
            24,
            (8, 15),
            "kontoret i indskolingen",
            "Emil vil gerne blive ved vinduet efter jul. Det lover vi.",
            (("Finder flere skakspil til SFO", "Lise fra SFO", 5),),
        ),
    ),
    calls=(
        Called(66, "Emils far", "telefon", "talt", "Han beder om et møde hurtigt."),
        Called(10, "Emils mor", "telefon", "talt", "God uge. Ondt i maven onsdag morgen."),
    ),
    files=(Filed(55, "svar", "skema", "Spørg eleverne: svarene fra 3.A, lagt sammen"),),
    notes=((24, "Forældrene ønsker, at bedstefar kan være med næste gang.", False),),
    levels=(
        (68, 3, "Mange enkelte dage væk, og Emil siger selv, at han ikke kan høre sig selv tænke."),
        (24, 2, "To hele uger i skole. Mavepinen er der endnu onsdag morgen."),
    ),
    sittings=(
        Sitting(
            ago=18,
            took_part="Emil, hans mor, Lise fra SFO og Mette",
            community="Der er mere ro i 3.A om morgenen. Emil er sammen med Otto i pauserne.",
            answers=(
                ("ja", "ja", ""),
                ("delvist", "lidt", "Vi holder fast i rækkefølgen, også når der er vikar."),
                ("ja", "ja", ""),
            ),
            progress=(
                (2, "Kun én fraværsdag i tre uger."),
                (1, "Han har brugt tegnet to gange."),
            ),
            next_follow_up=9,
        ),
        Sitting(
            ago=9,
            took_part="Emil, begge forældre og Mette",
            community="Otto og Emil lærer de andre skak. Emil siger, at klassen er blevet rarere.",
            answers=(
                ("ja", "ja", ""),
                ("ja", "ja", "Rækkefølgen hænger nu på væggen."),
                ("ja", "lidt", "Hver anden fredag er nok for Emil."),
            ),
            progress=(
                (3, "Ingen fraværsdage siden sidst."),
                (3, "Han bruger tegnet selv i de fleste timer."),
            ),
            next_follow_up=-1,
        ),
    ),
)
