"""Jonathan."""

from kiss.demo.shapes import Called, Deed, Story, View, Words

STORY = Story(
    key="jonathan",
    tovholder="henrik@demo.invalid",
    opened=85,
    because="Jonathan kommer ofte først til anden lektion og går før den sidste.",
    focus="indsatser",
    words=(
        Words(
            70,
            "Henrik Toftegaard",
            "Jeg står op. Jeg kan bare ikke se, hvad jeg skal der.",
            True,
        ),
    ),
    views=(
        View(
            "barn",
            70,
            "Henrik Toftegaard",
            "Gør eleven til detektiv",
            "Jonathan skrev selv ned, hvornår han havde lyst til at blive. Det var i værksted "
            "og idræt.",
        ),
        View(
            "foraeldre",
            68,
            "Henrik Toftegaard",
            "",
            "Moren møder kl. 6 og kan ikke se, om han kommer af sted.",
        ),
    ),
    headings={
        "occasion": "Kommer sent og går tidligt, mest tirsdag og fredag.",
        "going_well": "Jonathan passer sit fritidsjob.\nHan er med i alle værkstedstimer.",
        "parents_view": "Jeg vil gerne have en besked, når han er kommet.",
        "overall_goal": "Jonathan er med fra første til sidste lektion.",
        "no_class_indsats_reason": "Aftales, når der er en ny tovholder.",
    },
    goals=("Jonathan er med i første lektion fire dage om ugen.",),
    deeds=(
        Deed(
            "Sender en besked til mor, når Jonathan er kommet",
            "Kontaktlæreren",
            "Hver dag kl. 8.10",
            "Mor kan slippe telefonen",
            "hjem",
            "foregribende",
        ),
    ),
    plan_saved=40,
    next_follow_up=5,
    next_by="Henrik Toftegaard",
    calls=(
        Called(41, "Jonathans mor", "telefon", "talt", "Besked om morgenen virker."),
        Called(7, "Jonathans mor", "telefon", "intet-svar"),
        Called(3, "Jonathans mor", "telefon", "intet-svar"),
    ),
)
