"""Asta."""

from kiss.demo.shapes import Called, Deed, Filed, Met, Story, Understood, View, Words

STORY = Story(
    key="asta",
    tovholder="mette@demo.invalid",
    opened=52,
    because=(
        "Asta har været væk de fleste mandage siden sommerferien. Hendes mor skriver, at "
        "søndag aften er fyldt med mavepine. Klasselæreren ser en pige, der holder sig tæt "
        "på døren i pauserne."
    ),
    focus="indsatser",
    focus_because="Vi ved nok om, hvad der er svært. Nu skal mandagene lykkes.",
    words=(
        Words(
            44,
            "Jonas Bjerregaard, hendes lærer",
            "Mandag er den sværeste dag. Så ved jeg ikke, hvem jeg skal være sammen med.",
            True,
        ),
        Words(
            44,
            "Jonas Bjerregaard, hendes lærer",
            "Når jeg har været væk, ved jeg ikke, hvad de laver.",
            True,
        ),
        Words(
            18,
            "Jonas Bjerregaard, hendes lærer",
            "Jeg vil gerne vide om søndagen, hvad der skal ske.",
            True,
        ),
        Words(
            18,
            "Jonas Bjerregaard, hendes lærer",
            "Jeg siger ikke alt derhjemme, for så bliver mor ked af det.",
        ),
    ),
    views=(
        View(
            "barn",
            44,
            "Jonas Bjerregaard",
            "Døgnet",
            "Asta tegnede sin mandag. Det svære ligger mellem kl. 7 og det første frikvarter. "
            "Resten af dagen har hun lyse farver på.",
        ),
        View(
            "foraeldre",
            42,
            "Mette Østergaard og Jonas Bjerregaard",
            "Mødeskabelon til skole-hjem-samtale",
            "Forældrene har prøvet at følge hende til porten. De oplever, at det hjælper, når "
            "de ved, hvem der tager imod. De er trætte og vil gerne have én at ringe til.",
        ),
        View(
            "klasse",
            38,
            "klasseteamet i 6.B",
            "Vingemodellen",
            "Faste legegrupper fra indskolingen lever videre i pauserne. To piger er flyttet, "
            "og Asta stod tilbage uden en makker. Stemningen er god i timerne.",
        ),
        View(
            "andre",
            36,
            "Inger Skovlund",
            "",
            "Håndboldtræneren fortæller, at Asta er glad og tager ordet til træning.",
        ),
        View(
            "fravaer",
            40,
            "Mette Østergaard",
            "Fraværsdata",
            "Næsten alle fraværsdage er mandage. De få andre dage danner ikke noget mønster.",
        ),
    ),
    understood=Understood(
        ago=34,
        together_with="Asta, mor, far, Jonas og Mette",
        with_parents=True,
        areas={
            "school_starts": "Ingen fast makker, da to piger flyttede. Pauser uden plan.",
            "school_keeps": "Når Asta har været væk, ved hun ikke, hvad de andre laver.",
            "school_helps": "At Jonas står ved døren. Billedkunst.",
            "school_seen_by": "Asta og Jonas",
            "home_starts": "Søndag aften fyldt med mavepine.",
            "home_keeps": "Når Asta får lov at blive hjemme, går mavepinen væk samme dag.",
            "home_helps": "At vide, hvem der tager imod mandag.",
            "home_seen_by": "mor og far",
            "leisure_helps": "Håndbold, hvor hun er glad og tager ordet.",
            "child_starts": "»Så ved jeg ikke, hvem jeg skal være sammen med.«",
            "child_keeps": "Det bliver sværere, jo længere hun har været væk.",
            "child_helps": "At vide om søndagen, hvad der skal ske.",
            "child_seen_by": "Asta",
        },
        again=(
            2,
            {"school_helps": "At Jonas står ved døren. Billedkunst. De faste makkere i pauserne."},
        ),
    ),
    headings={
        "occasion": "Fraværet ligger næsten kun om mandagen.",
        "going_well": (
            "Når Asta først er kommet i skole, bliver hun hele dagen.\n"
            "Hun er glad for billedkunst og for sit håndboldhold.\n"
            "Forældrene ringer straks, når en morgen er svær."
        ),
        "parents_view": (
            "Vi vil gerne have besked samme dag, hvis noget er svært. Vi vil helst tale med "
            "én person på skolen."
        ),
        "professionals_view": (
            "I timerne er Asta tryg og faglig stærk. Det er overgangene, der er svære: "
            "morgen, pauser og dagen efter fri."
        ),
        "resources": "Håndboldholdet, storebror, billedkunst og et tæt forhold til Jonas.",
        "understanding": (
            "Vi tror, det hjælper Asta at vide, hvad der skal ske, og hvem hun er sammen med. "
            "Det usikre om søndagen holder fraværet i gang."
        ),
        "overall_goal": "Asta er i skole hele ugen og har nogen at være sammen med.",
        "contact_during_absence": (
            "Mette ringer samme dag før kl. 10. Liva sender dagens billede til Asta."
        ),
        "sharing": (
            "Forældrene har sagt ja til, at vi taler med træneren i Fjordby Håndbold, så længe "
            "samtykket gælder."
        ),
    },
    goals=(
        "Asta kommer i skole to af de tre mandage før jul.",
        "Asta har en at være sammen med i alle pauser.",
        "Asta ved søndag aften, hvad der skal ske om mandagen.",
    ),
    deeds=(
        Deed(
            "Møder Asta ved døren og viser dagens plan",
            "Jonas, lærer",
            "Hver mandag kl. 7.50",
            "Asta er med fra første time",
            "barn",
            "foregribende",
            answers=((19, "ja", "lidt", "Flyttes fra klokken 8 til 7.50, før gangen fyldes."),),
        ),
        Deed(
            "Sender mandagens plan til Asta og hendes forældre",
            "Jonas, lærer",
            "Hver fredag",
            "Asta ved søndag, hvad der skal ske",
            "hjem",
            "foregribende",
            answers=((19, "ja", "ja", ""),),
        ),
        Deed(
            "Starter et spil i gården, som alle kan være med i",
            "Amir, pædagog",
            "Hver dag kl. 9.45",
            "Asta er med tre dage om ugen",
            "klasse",
            "forebyggende",
        ),
        Deed(
            "Laver faste makkere, så ingen i 6.B skal finde en selv",
            "Lærerne i 6.B",
            "Nye makkere hver måned",
            "Alle i 6.B siger, at de har en makker",
            "klasse",
            "forebyggende",
            answers=((19, "delvist", "for-tidligt", "Også i idræt fra næste uge."),),
        ),
        Deed(
            "Ringer, hvis Asta er væk, og fortæller om dagen",
            "Mette, tovholder",
            "Samme dag før kl. 10",
            "Asta er tilbage dagen efter",
            "hjem",
            "foregribende",
            is_contact=True,
        ),
        Deed(
            "Læser planen med Asta og går med til døren",
            "Astas forældre",
            "Søndag aften og mandag",
            "Mandag morgen er mere rolig",
            "hjem",
            "foregribende",
        ),
    ),
    plan_saved=3,
    next_follow_up=-2,
    next_by="Mette Østergaard",
    meetings=(
        Met(
            19,
            (14, 30),
            "mødelokale 2",
            "Asta var med den første halve time. Hun valgte selv sin makker.",
            (
                ("Taler med idrætslæreren om makkere", "Jonas Bjerregaard", -1),
                ("Spørger håndboldtræneren om fælles kørsel", "Astas far", 4),
            ),
        ),
        Met(-2, (14, 30), "mødelokale 2"),
    ),
    calls=(
        Called(48, "Astas mor", "telefon", "talt", "Aftalte at mødes i den kommende uge."),
        Called(6, "Astas mor", "telefon", "intet-svar"),
        Called(6, "Astas far", "telefon", "talt", "Mandag gik godt. Han kørte hende selv."),
        Called(1, "Astas mor", "aula", "besked", "Plan for mandag er sendt."),
    ),
    files=(
        Filed(44, "tegning", "billede", "Astas tegning af sin mandag"),
        Filed(4, "klub", "brev", "Svar fra håndboldklubben om kørsel"),
    ),
    notes=(
        (18, "Jonas har aftalt med Asta, hvad hun vil have sagt på mødet.", False),
        (9, "Asta bad om at måtte gå ti minutter før til idræt. Det er aftalt.", False),
    ),
    corrections=((8, "ti minutter før til idræt", "Det er fem minutter, og kun om fredagen."),),
    levels=((50, 3, "Væk de fleste mandage, og Asta holder sig for sig selv i pauserne."),),
)
