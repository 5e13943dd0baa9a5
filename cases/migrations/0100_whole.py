"""All tables of the cases at once. An installation from before has run what it replaces."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.text
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import cases.models.record
import cases.models.underretning
import cases.tools
import kiss.lib.ids
from kiss.lib.migrating import Tables

# What left the house is never written over, whoever asks.
STAYS = """
create function cases_underretning_stays() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        if old.sent_on is null then return old; end if;
    elsif (new.case_id, new.number, new.ground, new.recipient, new.content, new.sha256,
            new.made_on, new.by_id, new.corrects_id)
        is not distinct from (old.case_id, old.number, old.ground, old.recipient, old.content,
            old.sha256, old.made_on, old.by_id, old.corrects_id)
        and (old.sent_on is null or (new.sent_on, new.channel, new.sent_note, new.sent_by_id)
            is not distinct from (old.sent_on, old.channel, old.sent_note, old.sent_by_id))
        and (old.receipt_on is null
            or (new.receipt_on, new.receipt_from, new.receipt_answer, new.receipt_by_id)
            is not distinct from
            (old.receipt_on, old.receipt_from, old.receipt_answer, old.receipt_by_id)) then
        return new;
    end if;
    raise exception 'En underretning ændres ikke: % er afvist', tg_op
        using errcode = 'insufficient_privilege';
end $$;

create trigger stays before update or delete on cases_underretning
    for each row execute function cases_underretning_stays();
"""
MAY_CHANGE = """
drop trigger stays on cases_underretning;
drop function cases_underretning_stays();
"""


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("cases", "0001_initial"),
        ("cases", "0002_declared_relation"),
        ("cases", "0003_emergency_access"),
        ("cases", "0004_attachment"),
        ("cases", "0010_correction"),
        ("cases", "0011_emergency_breach"),
        ("cases", "0012_handover"),
        ("cases", "0015_draft"),
        ("cases", "0016_course"),
        ("cases", "0030_tool_entry"),
        ("cases", "0040_understanding"),
        ("cases", "0041_class_analysis"),
        ("cases", "0042_inquiry"),
        ("cases", "0050_catalogue"),
        ("cases", "0060_underretning"),
        ("cases", "0061_consent"),
        ("cases", "0062_plan_1c_whole"),
        ("cases", "0070_plan_section"),
    ]

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("schools", "0010_lookup_refused"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        # Before these tables, not of need: the more tables there are, the longer each step takes.
        ("account", "0009_emailaddress_unique_primary_email"),
        ("guardian", "0003_remove_groupobjectpermission_guardian_gr_content_ae6aec_idx_and_more"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
        ("usersessions", "0001_initial"),
    ]

    operations = [
        Tables(
            [
                migrations.CreateModel(
                    name="Attachment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="bilag nr.")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("brev", "brev"),
                                    ("udtalelse", "udtalelse"),
                                    ("skema", "skema"),
                                    ("billede", "billede"),
                                    ("andet", "andet"),
                                ],
                                max_length=20,
                                verbose_name="hvad det er",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="kort om filen")),
                        ("dated_on", models.DateField(verbose_name="dato")),
                        (
                            "is_restricted",
                            models.BooleanField(
                                default=False, verbose_name="kun for dem, der fører sagen"
                            ),
                        ),
                        ("file_kind", models.CharField(max_length=8)),
                        ("size", models.PositiveIntegerField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("sent_sha256", models.CharField(max_length=64)),
                        ("added_on", models.DateField(verbose_name="lagt på")),
                        (
                            "noted_at",
                            models.DateTimeField(auto_now_add=True, verbose_name="skrevet"),
                        ),
                        (
                            "removed_on",
                            models.DateField(blank=True, null=True, verbose_name="taget af"),
                        ),
                        (
                            "removed_because",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="hvorfor det blev taget af"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "removed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "bilag",
                        "verbose_name_plural": "bilag",
                    },
                ),
                migrations.CreateModel(
                    name="Goal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("text", models.CharField(max_length=300, verbose_name="mål")),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        "verbose_name": "mål",
                        "verbose_name_plural": "mål",
                    },
                ),
                migrations.CreateModel(
                    name="Underretning",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="nr.")),
                        (
                            "ground",
                            models.CharField(
                                choices=cases.models.underretning.grounds,
                                max_length=20,
                                verbose_name="grundlag",
                            ),
                        ),
                        ("recipient", models.CharField(max_length=200, verbose_name="modtager")),
                        ("content", models.JSONField(verbose_name="indhold")),
                        ("sha256", models.CharField(max_length=64)),
                        ("made_on", models.DateField(verbose_name="skrevet")),
                        ("sent_on", models.DateField(blank=True, null=True, verbose_name="sendt")),
                        (
                            "channel",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("digital-post", "Digital Post"),
                                    ("sikker-mail", "sikker mail"),
                                    ("fagsystem", "gennem et fagsystem"),
                                    ("afleveret", "afleveret personligt"),
                                    ("brev", "brev"),
                                ],
                                max_length=20,
                                verbose_name="hvordan",
                            ),
                        ),
                        (
                            "sent_note",
                            models.CharField(
                                blank=True,
                                max_length=200,
                                verbose_name="bemærkning til afsendelsen",
                            ),
                        ),
                        (
                            "discarded_on",
                            models.DateField(blank=True, null=True, verbose_name="lagt væk"),
                        ),
                        (
                            "discarded_because",
                            models.TextField(blank=True, verbose_name="hvorfor den blev lagt væk"),
                        ),
                        (
                            "missed_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="kvittering manglede"
                            ),
                        ),
                        (
                            "receipt_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="kvittering modtaget"
                            ),
                        ),
                        (
                            "receipt_from",
                            models.CharField(
                                blank=True, max_length=160, verbose_name="kvittering fra"
                            ),
                        ),
                        ("receipt_answer", models.TextField(blank=True, verbose_name="svar")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "underretning",
                        "verbose_name_plural": "underretninger",
                    },
                ),
                migrations.CreateModel(
                    name="AttachmentContent",
                    fields=[
                        (
                            "attachment",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="content",
                                serialize=False,
                                to="cases.attachment",
                            ),
                        ),
                        ("sealed", models.BinaryField()),
                        ("lock", models.CharField(db_index=True, max_length=16)),
                    ],
                    options={
                        "verbose_name": "indhold af bilag",
                        "verbose_name_plural": "indhold af bilag",
                    },
                ),
                migrations.CreateModel(
                    name="Case",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "number",
                            models.CharField(max_length=12, unique=True, verbose_name="sagsnummer"),
                        ),
                        (
                            "public_id",
                            models.CharField(
                                default=kiss.lib.ids.new_public_id,
                                editable=False,
                                max_length=16,
                                unique=True,
                            ),
                        ),
                        ("opened_on", models.DateField(verbose_name="oprettet")),
                        ("opened_because", models.TextField(verbose_name="anledning")),
                        (
                            "focus",
                            models.CharField(
                                choices=[
                                    ("opsporing", "Opsporing"),
                                    ("afdaekning", "Afdækning"),
                                    ("indsatser", "Indsatser"),
                                    ("opfoelgning", "Opfølgning"),
                                ],
                                max_length=20,
                                verbose_name="fokus lige nu",
                            ),
                        ),
                        (
                            "closed_on",
                            models.DateField(blank=True, null=True, verbose_name="afsluttet"),
                        ),
                        (
                            "closing_reason",
                            models.TextField(blank=True, verbose_name="hvorfor sagen afsluttes"),
                        ),
                        (
                            "pupil",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases",
                                to="schools.pupil",
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cases",
                                to="schools.school",
                            ),
                        ),
                        (
                            "tovholder",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="led_cases",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "sag",
                        "verbose_name_plural": "sager",
                        "permissions": [
                            ("write_case", "Skrive i sagen"),
                            ("lead_case", "Føre sagen"),
                        ],
                    },
                ),
                migrations.AddField(
                    model_name="attachment",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="cases.case",
                    ),
                ),
                migrations.CreateModel(
                    name="CaseAccess",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="fra")),
                        (
                            "ends_on",
                            models.DateField(blank=True, null=True, verbose_name="til og med"),
                        ),
                        ("because", models.CharField(max_length=160, verbose_name="fordi")),
                        (
                            "content_object",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="accesses",
                                to="cases.case",
                            ),
                        ),
                        (
                            "permission",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, to="auth.permission"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "adgang til sag",
                        "verbose_name_plural": "adgange til sager",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CaseReview",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("month", models.DateField(verbose_name="måned")),
                        (
                            "verdict",
                            models.CharField(
                                choices=[
                                    ("fortsaetter", "set, fortsætter"),
                                    ("mere", "der skal mere til"),
                                ],
                                max_length=20,
                                verbose_name="gennemgang",
                            ),
                        ),
                        (
                            "what",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="hvad skal der til"
                            ),
                        ),
                        (
                            "who",
                            models.CharField(
                                blank=True, max_length=160, verbose_name="hvem gør det"
                            ),
                        ),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="senest")),
                        ("on", models.DateField(verbose_name="gennemgået")),
                        ("done_on", models.DateField(blank=True, null=True, verbose_name="gjort")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reviews",
                                to="cases.case",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "gennemgang",
                        "verbose_name_plural": "gennemgange",
                    },
                ),
                migrations.CreateModel(
                    name="CatalogueEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="titel")),
                        ("description", models.TextField(verbose_name="beskrivelse")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("indsats", "indsats"),
                                    ("kontakt", "kontakt under fravær"),
                                ],
                                default="indsats",
                                max_length=20,
                                verbose_name="slags",
                            ),
                        ),
                        (
                            "arena",
                            models.CharField(
                                choices=[
                                    ("klasse", "klassefællesskab"),
                                    ("barn", "barn"),
                                    ("hjem", "hjem"),
                                    ("netvaerk", "netværk"),
                                    ("fritid", "fritid"),
                                ],
                                max_length=20,
                                verbose_name="hvor",
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("forebyggende", "forebyggende"),
                                    ("foregribende", "foregribende"),
                                    ("indgribende", "indgribende"),
                                ],
                                max_length=20,
                                verbose_name="niveau",
                            ),
                        ),
                        (
                            "stages",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("indskoling", "indskoling"),
                                        ("mellemtrin", "mellemtrin"),
                                        ("udskoling", "udskoling"),
                                    ],
                                    max_length=20,
                                ),
                                blank=True,
                                default=list,
                                verbose_name="tænkt til",
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, verbose_name="plads"),
                        ),
                        ("in_use", models.BooleanField(default=True, verbose_name="i brug")),
                    ],
                    options={
                        "verbose_name": "indsats i kataloget",
                        "verbose_name_plural": "indsatser i kataloget",
                        "ordering": ("position", "pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                django.db.models.functions.text.Lower("title"),
                                name="catalogue_title_once",
                                violation_error_message="Der står allerede en indsats med den titel i kataloget. Giv den en anden titel, eller ret den, der står der.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChildStatement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("said_on", models.DateField(verbose_name="sagt")),
                        ("said_to", models.CharField(max_length=160, verbose_name="til hvem")),
                        ("text", models.TextField(verbose_name="barnets egne ord")),
                        (
                            "may_be_shared",
                            models.BooleanField(
                                default=False, verbose_name="må vises for forældrene"
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="statements",
                                to="cases.case",
                            ),
                        ),
                        (
                            "noted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "barnets ord",
                        "verbose_name_plural": "barnets ord",
                    },
                ),
                migrations.CreateModel(
                    name="ClassAnalysis",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("saved_at", models.DateTimeField(auto_now=True, verbose_name="gemt")),
                        ("made_on", models.DateField(verbose_name="lavet")),
                        (
                            "made_by",
                            models.CharField(max_length=160, verbose_name="hvem lavede den"),
                        ),
                        ("atmosphere", models.TextField(blank=True, verbose_name="stemningen")),
                        (
                            "relations",
                            models.TextField(blank=True, verbose_name="relationer mellem eleverne"),
                        ),
                        ("learning", models.TextField(blank=True, verbose_name="læringsmiljøet")),
                        (
                            "adults",
                            models.TextField(
                                blank=True, verbose_name="relationer til lærere og pædagoger"
                            ),
                        ),
                        (
                            "transitions",
                            models.TextField(blank=True, verbose_name="skift og overgange"),
                        ),
                        (
                            "stories",
                            models.TextField(blank=True, verbose_name="fortællinger om klassen"),
                        ),
                        (
                            "strengths",
                            models.TextField(blank=True, verbose_name="klassens styrker"),
                        ),
                        (
                            "class_says",
                            models.TextField(blank=True, verbose_name="hvad klassen selv siger"),
                        ),
                        (
                            "look_again_on",
                            models.DateField(blank=True, null=True, verbose_name="ses på igen"),
                        ),
                        (
                            "look_again_by",
                            models.CharField(
                                blank=True, max_length=160, verbose_name="hvem ser på den igen"
                            ),
                        ),
                        (
                            "saved_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "school_class",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="analysis",
                                to="schools.schoolclass",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "analyse af klassefællesskabet",
                        "verbose_name_plural": "analyser af klassefællesskaber",
                    },
                ),
                migrations.CreateModel(
                    name="ClassPlan1c",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "informed_on",
                            models.DateField(verbose_name="oplysningen kom første gang"),
                        ),
                        (
                            "informed_by",
                            models.CharField(
                                blank=True, max_length=160, verbose_name="hvem fik det at vide"
                            ),
                        ),
                        (
                            "informed_from",
                            models.CharField(blank=True, max_length=160, verbose_name="fra hvem"),
                        ),
                        (
                            "found_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="problemet konstateret"
                            ),
                        ),
                        (
                            "temporary_measures",
                            models.TextField(
                                blank=True, verbose_name="midlertidige tiltag her og nu"
                            ),
                        ),
                        (
                            "measures",
                            models.TextField(
                                blank=True,
                                verbose_name="foranstaltninger, der bringer problemet til ophør",
                            ),
                        ),
                        (
                            "told_on",
                            models.DateField(blank=True, null=True, verbose_name="orienteret"),
                        ),
                        (
                            "told",
                            models.TextField(
                                blank=True, verbose_name="hvem der er orienteret, og om hvad"
                            ),
                        ),
                        (
                            "complaint_told_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="vejledt om at klage"
                            ),
                        ),
                        (
                            "ready_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="planen var færdig"
                            ),
                        ),
                        (
                            "look_again_on",
                            models.DateField(blank=True, null=True, verbose_name="ses på igen"),
                        ),
                        (
                            "revised_on",
                            models.DateField(blank=True, null=True, verbose_name="revideret"),
                        ),
                        (
                            "works",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("ja", "ja, problemet er hørt op"),
                                    ("delvist", "delvist"),
                                    ("nej", "nej"),
                                ],
                                max_length=20,
                                verbose_name="virker det",
                            ),
                        ),
                        (
                            "revision",
                            models.TextField(
                                blank=True, verbose_name="hvad I ser, og hvad der ændres"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "soon_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="udløber snart, set"
                            ),
                        ),
                        (
                            "overdue_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="overskredet, set"
                            ),
                        ),
                        (
                            "responsible",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "school_class",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plans_1c",
                                to="schools.schoolclass",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "klassens handlingsplan efter § 1 c",
                        "verbose_name_plural": "klassers handlingsplaner efter § 1 c",
                    },
                ),
                migrations.CreateModel(
                    name="Closing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="afsluttet")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("dialog", "vi har talt om det og er klar til at slutte"),
                                    ("flyttet", "barnet er flyttet fra kommunens skoler"),
                                    ("fejl", "sagen er oprettet ved en fejl"),
                                    ("andet", "af en anden grund"),
                                ],
                                max_length=20,
                                verbose_name="hvordan",
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="hvorfor")),
                        (
                            "took_part",
                            models.TextField(
                                blank=True, verbose_name="hvem har været med til at beslutte det"
                            ),
                        ),
                        (
                            "kept_up",
                            models.TextField(
                                blank=True, verbose_name="det bliver ved i skolen og hjemme"
                            ),
                        ),
                        ("handed_to", models.TextField(blank=True, verbose_name="overleveret til")),
                        (
                            "despite",
                            models.TextField(blank=True, verbose_name="hvorfor alligevel nu"),
                        ),
                        (
                            "reopened_on",
                            models.DateField(blank=True, null=True, verbose_name="genåbnet"),
                        ),
                        (
                            "reopened_because",
                            models.TextField(blank=True, verbose_name="hvorfor genåbnet"),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="closings",
                                to="cases.case",
                            ),
                        ),
                        (
                            "reopened_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "afslutning",
                        "verbose_name_plural": "afslutninger",
                    },
                ),
                migrations.CreateModel(
                    name="AfterCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "school_weeks",
                            models.PositiveSmallIntegerField(verbose_name="skoleuger efter"),
                        ),
                        ("due_on", models.DateField(verbose_name="dato")),
                        (
                            "before_halves",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="fravær før"
                            ),
                        ),
                        (
                            "before_days",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="skoledage før"
                            ),
                        ),
                        (
                            "since_halves",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="fravær siden"
                            ),
                        ),
                        (
                            "since_days",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="skoledage siden"
                            ),
                        ),
                        (
                            "verdict",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("godt", "det går godt"),
                                    ("oeje", "vi holder øje lidt endnu"),
                                    ("aabnes", "sagen skal åbnes igen"),
                                ],
                                max_length=20,
                                verbose_name="hvordan går det",
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="bemærkning")),
                        ("on", models.DateField(blank=True, null=True, verbose_name="set")),
                        (
                            "dropped_on",
                            models.DateField(blank=True, null=True, verbose_name="bortfaldet"),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "closing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="checks",
                                to="cases.closing",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "eftertjek",
                        "verbose_name_plural": "eftertjek",
                    },
                ),
                migrations.CreateModel(
                    name="ClosingAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "signpost",
                            models.CharField(
                                choices=[
                                    ("skolegang", "Går barnet regelmæssigt i skole?"),
                                    ("trivsel", "Er barnets trivsel blevet bedre?"),
                                    ("faellesskab", "Er det svære i fællesskabet blevet mindre?"),
                                    ("udvikling", "Går det stadig fremad med trivsel og fremmøde?"),
                                    (
                                        "motivation",
                                        "Giver barnet selv udtryk for at være med på det?",
                                    ),
                                    (
                                        "enighed",
                                        "Har alle, der er med, talt om at slutte, og er I enige?",
                                    ),
                                    (
                                        "fastholdes",
                                        "Er det aftalt, hvad der bliver ved i skolen og hjemme?",
                                    ),
                                ],
                                max_length=20,
                                verbose_name="pejlemærke",
                            ),
                        ),
                        (
                            "answer",
                            models.CharField(
                                choices=[("ja", "ja"), ("delvist", "delvist"), ("nej", "nej")],
                                max_length=20,
                                verbose_name="svar",
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="bemærkning")),
                        (
                            "closing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="answers",
                                to="cases.closing",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "svar på pejlemærke",
                        "verbose_name_plural": "svar på pejlemærker",
                    },
                ),
                migrations.CreateModel(
                    name="Concern",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "public_id",
                            models.CharField(
                                default=kiss.lib.ids.new_public_id,
                                editable=False,
                                max_length=16,
                                unique=True,
                            ),
                        ),
                        (
                            "voiced_by",
                            models.CharField(
                                choices=[
                                    ("ansat", "en ansat på skolen"),
                                    ("barn", "barnet eller den unge selv"),
                                    ("foraelder", "en forælder"),
                                    ("anden", "en anden"),
                                ],
                                max_length=20,
                                verbose_name="hvem er bekymret",
                            ),
                        ),
                        ("noted_on", models.DateField(verbose_name="dato")),
                        ("text", models.TextField(verbose_name="hvad er set eller sagt")),
                        (
                            "signs",
                            models.JSONField(blank=True, default=list, verbose_name="tidlige tegn"),
                        ),
                        (
                            "talked_with_child",
                            models.BooleanField(default=False, verbose_name="talt med barnet"),
                        ),
                        (
                            "talked_with_parents",
                            models.BooleanField(default=False, verbose_name="talt med forældrene"),
                        ),
                        (
                            "talked_with_team",
                            models.BooleanField(
                                default=False, verbose_name="talt med klassens team"
                            ),
                        ),
                        (
                            "decided_on",
                            models.DateField(blank=True, null=True, verbose_name="afgjort"),
                        ),
                        (
                            "decision",
                            models.TextField(blank=True, verbose_name="hvad der blev besluttet"),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="concerns",
                                to="cases.case",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "noted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="noted_concerns",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pupil",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="concerns",
                                to="schools.pupil",
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="concerns",
                                to="schools.school",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "bekymring",
                        "verbose_name_plural": "bekymringer",
                    },
                ),
                migrations.CreateModel(
                    name="ConcernLevel",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(verbose_name="nummer")),
                        ("name", models.CharField(max_length=60, verbose_name="navn")),
                        ("criteria", models.TextField(blank=True, verbose_name="hvornår")),
                        (
                            "follow_up_days",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(180),
                                ],
                                verbose_name="opfølgning senest efter dage",
                            ),
                        ),
                        ("in_use", models.BooleanField(default=True, verbose_name="i brug")),
                    ],
                    options={
                        "verbose_name": "trin i bekymring",
                        "verbose_name_plural": "trin i bekymring",
                        "ordering": ("position",),
                        "constraints": [
                            models.UniqueConstraint(
                                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                                fields=("position",),
                                name="concern_level_position_once",
                            ),
                            models.UniqueConstraint(
                                django.db.models.functions.text.Lower("name"),
                                name="concern_level_name_once",
                                violation_error_message="Der er allerede et trin med det navn på skalaen. Giv det et andet navn, eller ret det, der står der.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Consent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("information", models.TextField(verbose_name="hvilke oplysninger")),
                        ("recipient", models.CharField(max_length=200, verbose_name="til hvem")),
                        ("purpose", models.TextField(verbose_name="formål")),
                        ("ends_on", models.DateField(verbose_name="gælder til og med")),
                        ("noted_on", models.DateField(verbose_name="skrevet ned")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="consents",
                                to="cases.case",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "samtykke",
                        "verbose_name_plural": "samtykker",
                    },
                ),
                migrations.CreateModel(
                    name="CaseParticipant",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("part", models.CharField(max_length=120, verbose_name="rolle i sagen")),
                        (
                            "basis",
                            models.CharField(
                                choices=[
                                    ("intern", "arbejder på skolen"),
                                    ("samtykke", "samtykke fra forældrene"),
                                    ("underretning", "underretning"),
                                    ("anden", "anden hjemmel, som er beskrevet"),
                                ],
                                max_length=20,
                                verbose_name="grundlag",
                            ),
                        ),
                        ("basis_note", models.TextField(blank=True, verbose_name="om grundlaget")),
                        ("may_write", models.BooleanField(default=True, verbose_name="må skrive")),
                        ("starts_on", models.DateField(verbose_name="fra")),
                        (
                            "ends_on",
                            models.DateField(blank=True, null=True, verbose_name="til og med"),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="participants",
                                to="cases.case",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="case_parts",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "consent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="participants",
                                to="cases.consent",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "deltager i sagen",
                        "verbose_name_plural": "deltagere i sagen",
                    },
                ),
                migrations.CreateModel(
                    name="ConsentGiven",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("given_on", models.DateField(verbose_name="givet")),
                        (
                            "form",
                            models.CharField(
                                choices=[
                                    ("skriftlig", "skriftligt"),
                                    ("digital", "digitalt"),
                                    ("mundtlig", "mundtligt, med notat"),
                                ],
                                max_length=20,
                                verbose_name="hvordan",
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="notat")),
                        (
                            "withdrawn_on",
                            models.DateField(blank=True, null=True, verbose_name="trukket tilbage"),
                        ),
                        (
                            "withdrawn_note",
                            models.TextField(
                                blank=True, verbose_name="hvordan det blev trukket tilbage"
                            ),
                        ),
                        (
                            "attachment",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="cases.attachment",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "consent",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="givers",
                                to="cases.consent",
                            ),
                        ),
                        (
                            "holder",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="schools.custodyholder",
                            ),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "del af samtykke",
                        "verbose_name_plural": "dele af samtykker",
                    },
                ),
                migrations.CreateModel(
                    name="Contact",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="dato")),
                        ("with_whom", models.CharField(max_length=160, verbose_name="med hvem")),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("telefon", "telefon"),
                                    ("aula", "Aula"),
                                    ("moede", "møde"),
                                    ("hjemmebesoeg", "hjemmebesøg"),
                                    ("brev", "brev"),
                                ],
                                max_length=20,
                                verbose_name="hvordan",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("talt", "talte sammen"),
                                    ("intet-svar", "intet svar"),
                                    ("besked", "lagde besked"),
                                ],
                                max_length=20,
                                verbose_name="resultat",
                            ),
                        ),
                        ("summary", models.TextField(blank=True, verbose_name="kort om samtalen")),
                        (
                            "noted_at",
                            models.DateTimeField(auto_now_add=True, verbose_name="noteret"),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contacts",
                                to="cases.case",
                            ),
                        ),
                        (
                            "pupil",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contacts",
                                to="schools.pupil",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "kontakt",
                        "verbose_name_plural": "kontakter",
                    },
                ),
                migrations.CreateModel(
                    name="Cover",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="fra")),
                        ("ends_on", models.DateField(verbose_name="til og med")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="covers",
                                to="cases.case",
                            ),
                        ),
                        (
                            "substitute",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="covers",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="vikar",
                            ),
                        ),
                        (
                            "tovholder",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="vikar for",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "vikar",
                        "verbose_name_plural": "vikarer",
                    },
                ),
                migrations.CreateModel(
                    name="DeclaredRelation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("eget-barn", "eget barn"),
                                    ("familie", "familie"),
                                    ("naer", "nær ven eller nabo"),
                                    ("kollega", "en kollegas barn"),
                                    ("andet", "andet"),
                                ],
                                max_length=20,
                                verbose_name="forhold",
                            ),
                        ),
                        (
                            "note",
                            models.CharField(blank=True, max_length=300, verbose_name="bemærkning"),
                        ),
                        ("starts_on", models.DateField(verbose_name="fra")),
                        (
                            "ends_on",
                            models.DateField(blank=True, null=True, verbose_name="til og med"),
                        ),
                        (
                            "ended_because",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="hvorfor det er ophævet"
                            ),
                        ),
                        (
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pupil",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="declared_relations",
                                to="schools.pupil",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="declared_relations",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "oplysning om inhabilitet",
                        "verbose_name_plural": "oplysninger om inhabilitet",
                    },
                ),
                migrations.CreateModel(
                    name="Draft",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("address", models.CharField(max_length=200)),
                        ("sealed", models.BinaryField()),
                        ("saved_at", models.DateTimeField(db_index=True, verbose_name="gemt")),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="drafts",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "kladde",
                        "verbose_name_plural": "kladder",
                    },
                ),
                migrations.CreateModel(
                    name="EmergencyAccess",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "public_id",
                            models.CharField(
                                default=kiss.lib.ids.new_public_id,
                                editable=False,
                                max_length=16,
                                unique=True,
                            ),
                        ),
                        (
                            "category",
                            models.CharField(
                                choices=[
                                    ("fare", "Barnet er måske i fare lige nu"),
                                    ("vaek", "Barnet er væk og skal findes"),
                                    ("myndighed", "Politi, sygehus eller social vagt spørger"),
                                    (
                                        "ingen-svar",
                                        "Noget skal gøres i dag, og ingen på sagen kan nås",
                                    ),
                                ],
                                max_length=20,
                                verbose_name="grund",
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="begrundelse")),
                        ("opened_at", models.DateTimeField(verbose_name="åbnet")),
                        ("ends_at", models.DateTimeField(verbose_name="slutter")),
                        (
                            "stopped_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="lukket"),
                        ),
                        (
                            "stopped_how",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("knap", "lukket af brugeren"),
                                    ("tid", "lukket, da timen var gået"),
                                ],
                                max_length=10,
                                verbose_name="hvordan lukket",
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="skal være efterset")),
                        (
                            "verdict",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("berettiget", "berettiget"),
                                    ("ikke-berettiget", "ikke berettiget"),
                                    ("uklart", "uklart"),
                                ],
                                max_length=20,
                                verbose_name="svar",
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="bemærkning")),
                        (
                            "reviewed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="efterset"),
                        ),
                        (
                            "breach_from",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="muligt brud fra"
                            ),
                        ),
                        (
                            "breach",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("anmeldt", "anmeldt til Datatilsynet"),
                                    (
                                        "ingen-risiko",
                                        "et brud uden risiko for familien, der ikke anmeldes",
                                    ),
                                    ("intet-brud", "ikke et brud på persondatasikkerheden"),
                                ],
                                max_length=20,
                                verbose_name="brud",
                            ),
                        ),
                        (
                            "breach_note",
                            models.TextField(blank=True, verbose_name="vurdering af bruddet"),
                        ),
                        (
                            "breach_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="vurderet"),
                        ),
                        (
                            "breach_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="emergencies",
                                to="cases.case",
                            ),
                        ),
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="emergencies",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "nødadgang",
                        "verbose_name_plural": "nødadgange",
                    },
                ),
                migrations.CreateModel(
                    name="EmergencyTry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="tidspunkt")),
                        ("number", models.CharField(max_length=12, verbose_name="sagsnummer")),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "forgæves forsøg på nødadgang",
                        "verbose_name_plural": "forgæves forsøg på nødadgang",
                    },
                ),
                migrations.CreateModel(
                    name="Event",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=cases.models.record.event_kinds,
                                max_length=40,
                                verbose_name="hændelse",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="dato")),
                        ("at", models.DateTimeField(auto_now_add=True, verbose_name="skrevet")),
                        ("data", models.JSONField(blank=True, default=dict)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="cases.case",
                            ),
                        ),
                        (
                            "pupil",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="schools.pupil",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "hændelse",
                        "verbose_name_plural": "hændelser",
                    },
                ),
                migrations.CreateModel(
                    name="Correction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="rettelse")),
                        ("on", models.DateField(verbose_name="dato")),
                        (
                            "noted_at",
                            models.DateTimeField(auto_now_add=True, verbose_name="skrevet"),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrections",
                                to="cases.event",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "rettelse",
                        "verbose_name_plural": "rettelser",
                    },
                ),
                migrations.CreateModel(
                    name="FocusChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "from_element",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("opsporing", "Opsporing"),
                                    ("afdaekning", "Afdækning"),
                                    ("indsatser", "Indsatser"),
                                    ("opfoelgning", "Opfølgning"),
                                ],
                                max_length=20,
                                verbose_name="fra",
                            ),
                        ),
                        (
                            "to_element",
                            models.CharField(
                                choices=[
                                    ("opsporing", "Opsporing"),
                                    ("afdaekning", "Afdækning"),
                                    ("indsatser", "Indsatser"),
                                    ("opfoelgning", "Opfølgning"),
                                ],
                                max_length=20,
                                verbose_name="til",
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="hvorfor")),
                        ("on", models.DateField(verbose_name="dato")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="focus_changes",
                                to="cases.case",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "skift af fokus",
                        "verbose_name_plural": "skift af fokus",
                    },
                ),
                migrations.CreateModel(
                    name="FollowUpRound",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="dato")),
                        ("took_part", models.TextField(verbose_name="hvem var med")),
                        (
                            "community",
                            models.TextField(
                                blank=True, verbose_name="fællesskabet og bekymringen nu"
                            ),
                        ),
                        (
                            "reopens",
                            models.BooleanField(
                                default=False, verbose_name="afdækningen tages op igen"
                            ),
                        ),
                        (
                            "reopens_because",
                            models.TextField(blank=True, verbose_name="hvad I vil se nærmere på"),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rounds",
                                to="cases.case",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "samlet opfølgning",
                        "verbose_name_plural": "samlede opfølgninger",
                    },
                ),
                migrations.CreateModel(
                    name="GoalProgress",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("said", models.CharField(max_length=300, verbose_name="mål")),
                        (
                            "step",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "ikke begyndt"),
                                    (1, "så småt begyndt"),
                                    (2, "halvvejs"),
                                    (3, "næsten i mål"),
                                    (4, "nået"),
                                ],
                                verbose_name="hvor langt",
                            ),
                        ),
                        (
                            "note",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="et eksempel"
                            ),
                        ),
                        (
                            "goal",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="progress",
                                to="cases.goal",
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="progress",
                                to="cases.followupround",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "fremgang med et mål",
                        "verbose_name_plural": "fremgang med mål",
                    },
                ),
                migrations.CreateModel(
                    name="Handleplan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("saved_at", models.DateTimeField(auto_now=True, verbose_name="gemt")),
                        (
                            "occasion",
                            models.TextField(
                                blank=True, verbose_name="anledning og fraværsbillede"
                            ),
                        ),
                        (
                            "no_child_words_reason",
                            models.TextField(
                                blank=True, verbose_name="hvorfor barnets ord mangler"
                            ),
                        ),
                        (
                            "parents_view",
                            models.TextField(
                                blank=True, verbose_name="forældrenes perspektiv og ønsker"
                            ),
                        ),
                        (
                            "no_parents_view_reason",
                            models.TextField(
                                blank=True, verbose_name="hvorfor forældrenes perspektiv mangler"
                            ),
                        ),
                        (
                            "professionals_view",
                            models.TextField(
                                blank=True, verbose_name="skolens og andre fagpersoners perspektiv"
                            ),
                        ),
                        ("going_well", models.TextField(blank=True, verbose_name="det går godt")),
                        (
                            "resources",
                            models.TextField(
                                blank=True, verbose_name="ressourcer, motivation og netværk"
                            ),
                        ),
                        (
                            "understanding",
                            models.TextField(
                                blank=True,
                                verbose_name="fælles forståelse: hvad opretholder fraværet",
                            ),
                        ),
                        ("understanding_from", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "understanding_on_paper",
                            models.BooleanField(
                                default=False,
                                verbose_name="fælles forståelse med på papiret til forældrene",
                            ),
                        ),
                        (
                            "overall_goal",
                            models.TextField(blank=True, verbose_name="overordnet mål"),
                        ),
                        (
                            "no_class_indsats_reason",
                            models.TextField(
                                blank=True,
                                verbose_name="hvorfor ingen indsats i klassefællesskabet",
                            ),
                        ),
                        (
                            "contact_during_absence",
                            models.TextField(
                                blank=True, verbose_name="kontakt til skolen under fravær"
                            ),
                        ),
                        (
                            "sharing",
                            models.TextField(
                                blank=True, verbose_name="aftaler om deling af oplysninger"
                            ),
                        ),
                        (
                            "next_follow_up_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="næste opfølgning"
                            ),
                        ),
                        (
                            "next_follow_up_by",
                            models.CharField(
                                blank=True,
                                max_length=160,
                                verbose_name="ansvarlig for opfølgningen",
                            ),
                        ),
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handleplan",
                                to="cases.case",
                            ),
                        ),
                        (
                            "saved_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "handleplan",
                        "verbose_name_plural": "handleplaner",
                    },
                ),
                migrations.AddField(
                    model_name="goal",
                    name="plan",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="goals",
                        to="cases.handleplan",
                    ),
                ),
                migrations.CreateModel(
                    name="Handlingsplan1c",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "informed_on",
                            models.DateField(verbose_name="oplysningen kom første gang"),
                        ),
                        (
                            "informed_by",
                            models.CharField(
                                blank=True, max_length=160, verbose_name="hvem fik det at vide"
                            ),
                        ),
                        (
                            "informed_from",
                            models.CharField(blank=True, max_length=160, verbose_name="fra hvem"),
                        ),
                        (
                            "found_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="problemet konstateret"
                            ),
                        ),
                        (
                            "temporary_measures",
                            models.TextField(
                                blank=True, verbose_name="midlertidige tiltag her og nu"
                            ),
                        ),
                        (
                            "measures",
                            models.TextField(
                                blank=True,
                                verbose_name="foranstaltninger, der bringer problemet til ophør",
                            ),
                        ),
                        (
                            "told_on",
                            models.DateField(blank=True, null=True, verbose_name="orienteret"),
                        ),
                        (
                            "told",
                            models.TextField(
                                blank=True, verbose_name="hvem der er orienteret, og om hvad"
                            ),
                        ),
                        (
                            "complaint_told_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="vejledt om at klage"
                            ),
                        ),
                        (
                            "ready_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="planen var færdig"
                            ),
                        ),
                        (
                            "look_again_on",
                            models.DateField(blank=True, null=True, verbose_name="ses på igen"),
                        ),
                        (
                            "revised_on",
                            models.DateField(blank=True, null=True, verbose_name="revideret"),
                        ),
                        (
                            "works",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("ja", "ja, problemet er hørt op"),
                                    ("delvist", "delvist"),
                                    ("nej", "nej"),
                                ],
                                max_length=20,
                                verbose_name="virker det",
                            ),
                        ),
                        (
                            "revision",
                            models.TextField(
                                blank=True, verbose_name="hvad I ser, og hvad der ændres"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "concern",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handlingsplan_1c",
                                to="cases.concern",
                            ),
                        ),
                        (
                            "responsible",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "handlingsplan efter § 1 c",
                        "verbose_name_plural": "handlingsplaner efter § 1 c",
                    },
                ),
                migrations.CreateModel(
                    name="Handover",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "public_id",
                            models.CharField(
                                default=kiss.lib.ids.new_public_id,
                                editable=False,
                                max_length=16,
                                unique=True,
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="hvorfor sagen gives videre")),
                        ("story", models.TextField(verbose_name="historien i højst ti linjer")),
                        ("asked_on", models.DateField(verbose_name="spurgt")),
                        (
                            "answer",
                            models.CharField(
                                choices=[
                                    ("venter", "afventer svar"),
                                    ("overtaget", "overtaget"),
                                    ("afslaaet", "sagde nej"),
                                    ("lukket", "ikke længere aktuelt"),
                                ],
                                default="venter",
                                max_length=12,
                                verbose_name="svar",
                            ),
                        ),
                        (
                            "answer_note",
                            models.TextField(blank=True, verbose_name="bemærkning til svaret"),
                        ),
                        (
                            "answered_on",
                            models.DateField(blank=True, null=True, verbose_name="besvaret"),
                        ),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="svaret skrevet af",
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="spurgt af",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handovers",
                                to="cases.case",
                            ),
                        ),
                        (
                            "from_user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="fra",
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="schools.school",
                            ),
                        ),
                        (
                            "to_user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handovers",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="til",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "overdragelse",
                        "verbose_name_plural": "overdragelser",
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalAfterCheck",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "school_weeks",
                            models.PositiveSmallIntegerField(verbose_name="skoleuger efter"),
                        ),
                        ("due_on", models.DateField(verbose_name="dato")),
                        (
                            "before_halves",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="fravær før"
                            ),
                        ),
                        (
                            "before_days",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="skoledage før"
                            ),
                        ),
                        (
                            "since_halves",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="fravær siden"
                            ),
                        ),
                        (
                            "since_days",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="skoledage siden"
                            ),
                        ),
                        (
                            "verdict",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("godt", "det går godt"),
                                    ("oeje", "vi holder øje lidt endnu"),
                                    ("aabnes", "sagen skal åbnes igen"),
                                ],
                                max_length=20,
                                verbose_name="hvordan går det",
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="bemærkning")),
                        ("on", models.DateField(blank=True, null=True, verbose_name="set")),
                        (
                            "dropped_on",
                            models.DateField(blank=True, null=True, verbose_name="bortfaldet"),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "closing",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="cases.closing",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical eftertjek",
                        "verbose_name_plural": "historical eftertjek",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalAttachment",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="bilag nr.")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("brev", "brev"),
                                    ("udtalelse", "udtalelse"),
                                    ("skema", "skema"),
                                    ("billede", "billede"),
                                    ("andet", "andet"),
                                ],
                                max_length=20,
                                verbose_name="hvad det er",
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="kort om filen")),
                        ("dated_on", models.DateField(verbose_name="dato")),
                        (
                            "is_restricted",
                            models.BooleanField(
                                default=False, verbose_name="kun for dem, der fører sagen"
                            ),
                        ),
                        ("file_kind", models.CharField(max_length=8)),
                        ("size", models.PositiveIntegerField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("sent_sha256", models.CharField(max_length=64)),
                        ("added_on", models.DateField(verbose_name="lagt på")),
                        (
                            "noted_at",
                            models.DateTimeField(
                                blank=True, editable=False, verbose_name="skrevet"
                            ),
                        ),
                        (
                            "removed_on",
                            models.DateField(blank=True, null=True, verbose_name="taget af"),
                        ),
                        (
                            "removed_because",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="hvorfor det blev taget af"
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="cases.case",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "removed_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical bilag",
                        "verbose_name_plural": "historical bilag",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalCase",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "number",
                            models.CharField(
                                db_index=True, max_length=12, verbose_name="sagsnummer"
                            ),
                        ),
                        (
                            "public_id",
                            models.CharField(
                                db_index=True,
                                default=kiss.lib.ids.new_public_id,
                                editable=False,
                                max_length=16,
                            ),
                        ),
                        ("opened_on", models.DateField(verbose_name="oprettet")),
                        ("opened_because", models.TextField(verbose_name="anledning")),
                        (
                            "focus",
                            models.CharField(
                                choices=[
                                    ("opsporing", "Opsporing"),
                                    ("afdaekning", "Afdækning"),
                                    ("indsatser", "Indsatser"),
                                    ("opfoelgning", "Opfølgning"),
                                ],
                                max_length=20,
                                verbose_name="fokus lige nu",
                            ),
                        ),
                        (
                            "closed_on",
                            models.DateField(blank=True, null=True, verbose_name="afsluttet"),
                        ),
                        (
                            "closing_reason",
                            models.TextField(blank=True, verbose_name="hvorfor sagen afsluttes"),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pupil",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="schools.pupil",
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="schools.school",
                            ),
                        ),
                        (
                            "tovholder",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical sag",
                        "verbose_name_plural": "historical sager",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalCaseParticipant",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("part", models.CharField(max_length=120, verbose_name="rolle i sagen")),
                        (
                            "basis",
                            models.CharField(
                                choices=[
                                    ("intern", "arbejder på skolen"),
                                    ("samtykke", "samtykke fra forældrene"),
                                    ("underretning", "underretning"),
                                    ("anden", "anden hjemmel, som er beskrevet"),
                                ],
                                max_length=20,
                                verbose_name="grundlag",
                            ),
                        ),
                        ("basis_note", models.TextField(blank=True, verbose_name="om grundlaget")),
                        ("may_write", models.BooleanField(default=True, verbose_name="må skrive")),
                        ("starts_on", models.DateField(verbose_name="fra")),
                        (
                            "ends_on",
                            models.DateField(blank=True, null=True, verbose_name="til og med"),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="cases.case",
                            ),
                        ),
                        (
                            "consent",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="cases.consent",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical deltager i sagen",
                        "verbose_name_plural": "historical deltagere i sagen",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalCaseReview",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("month", models.DateField(verbose_name="måned")),
                        (
                            "verdict",
                            models.CharField(
                                choices=[
                                    ("fortsaetter", "set, fortsætter"),
                                    ("mere", "der skal mere til"),
                                ],
                                max_length=20,
                                verbose_name="gennemgang",
                            ),
                        ),
                        (
                            "what",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="hvad skal der til"
                            ),
                        ),
                        (
                            "who",
                            models.CharField(
                                blank=True, max_length=160, verbose_name="hvem gør det"
                            ),
                        ),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="senest")),
                        ("on", models.DateField(verbose_name="gennemgået")),
                        ("done_on", models.DateField(blank=True, null=True, verbose_name="gjort")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="cases.case",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical gennemgang",
                        "verbose_name_plural": "historical gennemgange",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalCatalogueEntry",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=120, verbose_name="titel")),
                        ("description", models.TextField(verbose_name="beskrivelse")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("indsats", "indsats"),
                                    ("kontakt", "kontakt under fravær"),
                                ],
                                default="indsats",
                                max_length=20,
                                verbose_name="slags",
                            ),
                        ),
                        (
                            "arena",
                            models.CharField(
                                choices=[
                                    ("klasse", "klassefællesskab"),
                                    ("barn", "barn"),
                                    ("hjem", "hjem"),
                                    ("netvaerk", "netværk"),
                                    ("fritid", "fritid"),
                                ],
                                max_length=20,
                                verbose_name="hvor",
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("forebyggende", "forebyggende"),
                                    ("foregribende", "foregribende"),
                                    ("indgribende", "indgribende"),
                                ],
                                max_length=20,
                                verbose_name="niveau",
                            ),
                        ),
                        (
                            "stages",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("indskoling", "indskoling"),
                                        ("mellemtrin", "mellemtrin"),
                                        ("udskoling", "udskoling"),
                                    ],
                                    max_length=20,
                                ),
                                blank=True,
                                default=list,
                                verbose_name="tænkt til",
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, verbose_name="plads"),
                        ),
                        ("in_use", models.BooleanField(default=True, verbose_name="i brug")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical indsats i kataloget",
                        "verbose_name_plural": "historical indsatser i kataloget",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalChildStatement",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("said_on", models.DateField(verbose_name="sagt")),
                        ("said_to", models.CharField(max_length=160, verbose_name="til hvem")),
                        ("text", models.TextField(verbose_name="barnets egne ord")),
                        (
                            "may_be_shared",
                            models.BooleanField(
                                default=False, verbose_name="må vises for forældrene"
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="cases.case",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "noted_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical barnets ord",
                        "verbose_name_plural": "historical barnets ord",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalClassAnalysis",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "saved_at",
                            models.DateTimeField(blank=True, editable=False, verbose_name="gemt"),
                        ),
                        ("made_on", models.DateField(verbose_name="lavet")),
                        (
                            "made_by",
                            models.CharField(max_length=160, verbose_name="hvem lavede den"),
                        ),
                        ("atmosphere", models.TextField(blank=True, verbose_name="stemningen")),
                        (
                            "relations",
                            models.TextField(blank=True, verbose_name="relationer mellem eleverne"),
                        ),
                        ("learning", models.TextField(blank=True, verbose_name="læringsmiljøet")),
                        (
                            "adults",
                            models.TextField(
                                blank=True, verbose_name="relationer til lærere og pædagoger"
                            ),
                        ),
                        (
                            "transitions",
                            models.TextField(blank=True, verbose_name="skift og overgange"),
                        ),
                        (
                            "stories",
                            models.TextField(blank=True, verbose_name="fortællinger om klassen"),
                        ),
                        (
                            "strengths",
                            models.TextField(blank=True, verbose_name="klassens styrker"),
                        ),
                        (
                            "class_says",
                            models.TextField(blank=True, verbose_name="hvad klassen selv siger"),
                        ),
                        (
                            "look_again_on",
                            models.DateField(blank=True, null=True, verbose_name="ses på igen"),
                        ),
                        (
                            "look_again_by",
                            models.CharField(
                                blank=True, max_length=160, verbose_name="hvem ser på den igen"
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "saved_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "school_class",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="schools.schoolclass",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical analyse af klassefællesskabet",
                        "verbose_name_plural": "historical analyser af klassefællesskaber",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalClassPlan1c",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "informed_on",
                            models.DateField(verbose_name="oplysningen kom første gang"),
                        ),
                        (
                            "informed_by",
                            models.CharField(
                                blank=True, max_length=160, verbose_name="hvem fik det at vide"
                            ),
                        ),
                        (
                            "informed_from",
                            models.CharField(blank=True, max_length=160, verbose_name="fra hvem"),
                        ),
                        (
                            "found_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="problemet konstateret"
                            ),
                        ),
                        (
                            "temporary_measures",
                            models.TextField(
                                blank=True, verbose_name="midlertidige tiltag her og nu"
                            ),
                        ),
                        (
                            "measures",
                            models.TextField(
                                blank=True,
                                verbose_name="foranstaltninger, der bringer problemet til ophør",
                            ),
                        ),
                        (
                            "told_on",
                            models.DateField(blank=True, null=True, verbose_name="orienteret"),
                        ),
                        (
                            "told",
                            models.TextField(
                                blank=True, verbose_name="hvem der er orienteret, og om hvad"
                            ),
                        ),
                        (
                            "complaint_told_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="vejledt om at klage"
                            ),
                        ),
                        (
                            "ready_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="planen var færdig"
                            ),
                        ),
                        (
                            "look_again_on",
                            models.DateField(blank=True, null=True, verbose_name="ses på igen"),
                        ),
                        (
                            "revised_on",
                            models.DateField(blank=True, null=True, verbose_name="revideret"),
                        ),
                        (
                            "works",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("ja", "ja, problemet er hørt op"),
                                    ("delvist", "delvist"),
                                    ("nej", "nej"),
                                ],
                                max_length=20,
                                verbose_name="virker det",
                            ),
                        ),
                        (
                            "revision",
                            models.TextField(
                                blank=True, verbose_name="hvad I ser, og hvad der ændres"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "soon_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="udløber snart, set"
                            ),
                        ),
                        (
                            "overdue_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="overskredet, set"
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "responsible",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "school_class",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="schools.schoolclass",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical klassens handlingsplan efter § 1 c",
                        "verbose_name_plural": "historical klassers handlingsplaner efter § 1 c",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalClosing",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField(verbose_name="afsluttet")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("dialog", "vi har talt om det og er klar til at slutte"),
                                    ("flyttet", "barnet er flyttet fra kommunens skoler"),
                                    ("fejl", "sagen er oprettet ved en fejl"),
                                    ("andet", "af en anden grund"),
                                ],
                                max_length=20,
                                verbose_name="hvordan",
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="hvorfor")),
                        (
                            "took_part",
                            models.TextField(
                                blank=True, verbose_name="hvem har været med til at beslutte det"
                            ),
                        ),
                        (
                            "kept_up",
                            models.TextField(
                                blank=True, verbose_name="det bliver ved i skolen og hjemme"
                            ),
                        ),
                        ("handed_to", models.TextField(blank=True, verbose_name="overleveret til")),
                        (
                            "despite",
                            models.TextField(blank=True, verbose_name="hvorfor alligevel nu"),
                        ),
                        (
                            "reopened_on",
                            models.DateField(blank=True, null=True, verbose_name="genåbnet"),
                        ),
                        (
                            "reopened_because",
                            models.TextField(blank=True, verbose_name="hvorfor genåbnet"),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="cases.case",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "reopened_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical afslutning",
                        "verbose_name_plural": "historical afslutninger",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalClosingAnswer",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "signpost",
                            models.CharField(
                                choices=[
                                    ("skolegang", "Går barnet regelmæssigt i skole?"),
                                    ("trivsel", "Er barnets trivsel blevet bedre?"),
                                    ("faellesskab", "Er det svære i fællesskabet blevet mindre?"),
                                    ("udvikling", "Går det stadig fremad med trivsel og fremmøde?"),
                                    (
                                        "motivation",
                                        "Giver barnet selv udtryk for at være med på det?",
                                    ),
                                    (
                                        "enighed",
                                        "Har alle, der er med, talt om at slutte, og er I enige?",
                                    ),
                                    (
                                        "fastholdes",
                                        "Er det aftalt, hvad der bliver ved i skolen og hjemme?",
                                    ),
                                ],
                                max_length=20,
                                verbose_name="pejlemærke",
                            ),
                        ),
                        (
                            "answer",
                            models.CharField(
                                choices=[("ja", "ja"), ("delvist", "delvist"), ("nej", "nej")],
                                max_length=20,
                                verbose_name="svar",
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="bemærkning")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "closing",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="cases.closing",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical svar på pejlemærke",
                        "verbose_name_plural": "historical svar på pejlemærker",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalConcern",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "public_id",
                            models.CharField(
                                db_index=True,
                                default=kiss.lib.ids.new_public_id,
                                editable=False,
                                max_length=16,
                            ),
                        ),
                        (
                            "voiced_by",
                            models.CharField(
                                choices=[
                                    ("ansat", "en ansat på skolen"),
                                    ("barn", "barnet eller den unge selv"),
                                    ("foraelder", "en forælder"),
                                    ("anden", "en anden"),
                                ],
                                max_length=20,
                                verbose_name="hvem er bekymret",
                            ),
                        ),
                        ("noted_on", models.DateField(verbose_name="dato")),
                        ("text", models.TextField(verbose_name="hvad er set eller sagt")),
                        (
                            "signs",
                            models.JSONField(blank=True, default=list, verbose_name="tidlige tegn"),
                        ),
                        (
                            "talked_with_child",
                            models.BooleanField(default=False, verbose_name="talt med barnet"),
                        ),
                        (
                            "talked_with_parents",
                            models.BooleanField(default=False, verbose_name="talt med forældrene"),
                        ),
                        (
                            "talked_with_team",
                            models.BooleanField(
                                default=False, verbose_name="talt med klassens team"
                            ),
                        ),
                        (
                            "decided_on",
                            models.DateField(blank=True, null=True, verbose_name="afgjort"),
                        ),
                        (
                            "decision",
                            models.TextField(blank=True, verbose_name="hvad der blev besluttet"),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="cases.case",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "noted_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pupil",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="schools.pupil",
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="schools.school",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical bekymring",
                        "verbose_name_plural": "historical bekymringer",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalConcernLevel",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(verbose_name="nummer")),
                        ("name", models.CharField(max_length=60, verbose_name="navn")),
                        ("criteria", models.TextField(blank=True, verbose_name="hvornår")),
                        (
                            "follow_up_days",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(180),
                                ],
                                verbose_name="opfølgning senest efter dage",
                            ),
                        ),
                        ("in_use", models.BooleanField(default=True, verbose_name="i brug")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical trin i bekymring",
                        "verbose_name_plural": "historical trin i bekymring",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalConsent",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("information", models.TextField(verbose_name="hvilke oplysninger")),
                        ("recipient", models.CharField(max_length=200, verbose_name="til hvem")),
                        ("purpose", models.TextField(verbose_name="formål")),
                        ("ends_on", models.DateField(verbose_name="gælder til og med")),
                        ("noted_on", models.DateField(verbose_name="skrevet ned")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="cases.case",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical samtykke",
                        "verbose_name_plural": "historical samtykker",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalConsentGiven",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("given_on", models.DateField(verbose_name="givet")),
                        (
                            "form",
                            models.CharField(
                                choices=[
                                    ("skriftlig", "skriftligt"),
                                    ("digital", "digitalt"),
                                    ("mundtlig", "mundtligt, med notat"),
                                ],
                                max_length=20,
                                verbose_name="hvordan",
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="notat")),
                        (
                            "withdrawn_on",
                            models.DateField(blank=True, null=True, verbose_name="trukket tilbage"),
                        ),
                        (
                            "withdrawn_note",
                            models.TextField(
                                blank=True, verbose_name="hvordan det blev trukket tilbage"
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "attachment",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="cases.attachment",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "consent",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="cases.consent",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "holder",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="schools.custodyholder",
                            ),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical del af samtykke",
                        "verbose_name_plural": "historical dele af samtykker",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalContact",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField(verbose_name="dato")),
                        ("with_whom", models.CharField(max_length=160, verbose_name="med hvem")),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("telefon", "telefon"),
                                    ("aula", "Aula"),
                                    ("moede", "møde"),
                                    ("hjemmebesoeg", "hjemmebesøg"),
                                    ("brev", "brev"),
                                ],
                                max_length=20,
                                verbose_name="hvordan",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("talt", "talte sammen"),
                                    ("intet-svar", "intet svar"),
                                    ("besked", "lagde besked"),
                                ],
                                max_length=20,
                                verbose_name="resultat",
                            ),
                        ),
                        ("summary", models.TextField(blank=True, verbose_name="kort om samtalen")),
                        (
                            "noted_at",
                            models.DateTimeField(
                                blank=True, editable=False, verbose_name="noteret"
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="cases.case",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pupil",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="schools.pupil",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical kontakt",
                        "verbose_name_plural": "historical kontakter",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalCover",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="fra")),
                        ("ends_on", models.DateField(verbose_name="til og med")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="cases.case",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "substitute",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="vikar",
                            ),
                        ),
                        (
                            "tovholder",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="vikar for",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical vikar",
                        "verbose_name_plural": "historical vikarer",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalDeclaredRelation",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("eget-barn", "eget barn"),
                                    ("familie", "familie"),
                                    ("naer", "nær ven eller nabo"),
                                    ("kollega", "en kollegas barn"),
                                    ("andet", "andet"),
                                ],
                                max_length=20,
                                verbose_name="forhold",
                            ),
                        ),
                        (
                            "note",
                            models.CharField(blank=True, max_length=300, verbose_name="bemærkning"),
                        ),
                        ("starts_on", models.DateField(verbose_name="fra")),
                        (
                            "ends_on",
                            models.DateField(blank=True, null=True, verbose_name="til og med"),
                        ),
                        (
                            "ended_because",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="hvorfor det er ophævet"
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pupil",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="schools.pupil",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical oplysning om inhabilitet",
                        "verbose_name_plural": "historical oplysninger om inhabilitet",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalEmergencyAccess",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "public_id",
                            models.CharField(
                                db_index=True,
                                default=kiss.lib.ids.new_public_id,
                                editable=False,
                                max_length=16,
                            ),
                        ),
                        (
                            "category",
                            models.CharField(
                                choices=[
                                    ("fare", "Barnet er måske i fare lige nu"),
                                    ("vaek", "Barnet er væk og skal findes"),
                                    ("myndighed", "Politi, sygehus eller social vagt spørger"),
                                    (
                                        "ingen-svar",
                                        "Noget skal gøres i dag, og ingen på sagen kan nås",
                                    ),
                                ],
                                max_length=20,
                                verbose_name="grund",
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="begrundelse")),
                        ("opened_at", models.DateTimeField(verbose_name="åbnet")),
                        ("ends_at", models.DateTimeField(verbose_name="slutter")),
                        (
                            "stopped_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="lukket"),
                        ),
                        (
                            "stopped_how",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("knap", "lukket af brugeren"),
                                    ("tid", "lukket, da timen var gået"),
                                ],
                                max_length=10,
                                verbose_name="hvordan lukket",
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="skal være efterset")),
                        (
                            "verdict",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("berettiget", "berettiget"),
                                    ("ikke-berettiget", "ikke berettiget"),
                                    ("uklart", "uklart"),
                                ],
                                max_length=20,
                                verbose_name="svar",
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="bemærkning")),
                        (
                            "reviewed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="efterset"),
                        ),
                        (
                            "breach_from",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="muligt brud fra"
                            ),
                        ),
                        (
                            "breach",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("anmeldt", "anmeldt til Datatilsynet"),
                                    (
                                        "ingen-risiko",
                                        "et brud uden risiko for familien, der ikke anmeldes",
                                    ),
                                    ("intet-brud", "ikke et brud på persondatasikkerheden"),
                                ],
                                max_length=20,
                                verbose_name="brud",
                            ),
                        ),
                        (
                            "breach_note",
                            models.TextField(blank=True, verbose_name="vurdering af bruddet"),
                        ),
                        (
                            "breach_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="vurderet"),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "breach_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="cases.case",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical nødadgang",
                        "verbose_name_plural": "historical nødadgange",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalFocusChange",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "from_element",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("opsporing", "Opsporing"),
                                    ("afdaekning", "Afdækning"),
                                    ("indsatser", "Indsatser"),
                                    ("opfoelgning", "Opfølgning"),
                                ],
                                max_length=20,
                                verbose_name="fra",
                            ),
                        ),
                        (
                            "to_element",
                            models.CharField(
                                choices=[
                                    ("opsporing", "Opsporing"),
                                    ("afdaekning", "Afdækning"),
                                    ("indsatser", "Indsatser"),
                                    ("opfoelgning", "Opfølgning"),
                                ],
                                max_length=20,
                                verbose_name="til",
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="hvorfor")),
                        ("on", models.DateField(verbose_name="dato")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="cases.case",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical skift af fokus",
                        "verbose_name_plural": "historical skift af fokus",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalFollowUpRound",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField(verbose_name="dato")),
                        ("took_part", models.TextField(verbose_name="hvem var med")),
                        (
                            "community",
                            models.TextField(
                                blank=True, verbose_name="fællesskabet og bekymringen nu"
                            ),
                        ),
                        (
                            "reopens",
                            models.BooleanField(
                                default=False, verbose_name="afdækningen tages op igen"
                            ),
                        ),
                        (
                            "reopens_because",
                            models.TextField(blank=True, verbose_name="hvad I vil se nærmere på"),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="cases.case",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical samlet opfølgning",
                        "verbose_name_plural": "historical samlede opfølgninger",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalGoal",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("text", models.CharField(max_length=300, verbose_name="mål")),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="cases.handleplan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical mål",
                        "verbose_name_plural": "historical mål",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalGoalProgress",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("said", models.CharField(max_length=300, verbose_name="mål")),
                        (
                            "step",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "ikke begyndt"),
                                    (1, "så småt begyndt"),
                                    (2, "halvvejs"),
                                    (3, "næsten i mål"),
                                    (4, "nået"),
                                ],
                                verbose_name="hvor langt",
                            ),
                        ),
                        (
                            "note",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="et eksempel"
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "goal",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="cases.goal",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="cases.followupround",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical fremgang med et mål",
                        "verbose_name_plural": "historical fremgang med mål",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalHandleplan",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "saved_at",
                            models.DateTimeField(blank=True, editable=False, verbose_name="gemt"),
                        ),
                        (
                            "occasion",
                            models.TextField(
                                blank=True, verbose_name="anledning og fraværsbillede"
                            ),
                        ),
                        (
                            "no_child_words_reason",
                            models.TextField(
                                blank=True, verbose_name="hvorfor barnets ord mangler"
                            ),
                        ),
                        (
                            "parents_view",
                            models.TextField(
                                blank=True, verbose_name="forældrenes perspektiv og ønsker"
                            ),
                        ),
                        (
                            "no_parents_view_reason",
                            models.TextField(
                                blank=True, verbose_name="hvorfor forældrenes perspektiv mangler"
                            ),
                        ),
                        (
                            "professionals_view",
                            models.TextField(
                                blank=True, verbose_name="skolens og andre fagpersoners perspektiv"
                            ),
                        ),
                        ("going_well", models.TextField(blank=True, verbose_name="det går godt")),
                        (
                            "resources",
                            models.TextField(
                                blank=True, verbose_name="ressourcer, motivation og netværk"
                            ),
                        ),
                        (
                            "understanding",
                            models.TextField(
                                blank=True,
                                verbose_name="fælles forståelse: hvad opretholder fraværet",
                            ),
                        ),
                        ("understanding_from", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "understanding_on_paper",
                            models.BooleanField(
                                default=False,
                                verbose_name="fælles forståelse med på papiret til forældrene",
                            ),
                        ),
                        (
                            "overall_goal",
                            models.TextField(blank=True, verbose_name="overordnet mål"),
                        ),
                        (
                            "no_class_indsats_reason",
                            models.TextField(
                                blank=True,
                                verbose_name="hvorfor ingen indsats i klassefællesskabet",
                            ),
                        ),
                        (
                            "contact_during_absence",
                            models.TextField(
                                blank=True, verbose_name="kontakt til skolen under fravær"
                            ),
                        ),
                        (
                            "sharing",
                            models.TextField(
                                blank=True, verbose_name="aftaler om deling af oplysninger"
                            ),
                        ),
                        (
                            "next_follow_up_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="næste opfølgning"
                            ),
                        ),
                        (
                            "next_follow_up_by",
                            models.CharField(
                                blank=True,
                                max_length=160,
                                verbose_name="ansvarlig for opfølgningen",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="cases.case",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "saved_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical handleplan",
                        "verbose_name_plural": "historical handleplaner",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalHandlingsplan1c",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "informed_on",
                            models.DateField(verbose_name="oplysningen kom første gang"),
                        ),
                        (
                            "informed_by",
                            models.CharField(
                                blank=True, max_length=160, verbose_name="hvem fik det at vide"
                            ),
                        ),
                        (
                            "informed_from",
                            models.CharField(blank=True, max_length=160, verbose_name="fra hvem"),
                        ),
                        (
                            "found_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="problemet konstateret"
                            ),
                        ),
                        (
                            "temporary_measures",
                            models.TextField(
                                blank=True, verbose_name="midlertidige tiltag her og nu"
                            ),
                        ),
                        (
                            "measures",
                            models.TextField(
                                blank=True,
                                verbose_name="foranstaltninger, der bringer problemet til ophør",
                            ),
                        ),
                        (
                            "told_on",
                            models.DateField(blank=True, null=True, verbose_name="orienteret"),
                        ),
                        (
                            "told",
                            models.TextField(
                                blank=True, verbose_name="hvem der er orienteret, og om hvad"
                            ),
                        ),
                        (
                            "complaint_told_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="vejledt om at klage"
                            ),
                        ),
                        (
                            "ready_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="planen var færdig"
                            ),
                        ),
                        (
                            "look_again_on",
                            models.DateField(blank=True, null=True, verbose_name="ses på igen"),
                        ),
                        (
                            "revised_on",
                            models.DateField(blank=True, null=True, verbose_name="revideret"),
                        ),
                        (
                            "works",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("ja", "ja, problemet er hørt op"),
                                    ("delvist", "delvist"),
                                    ("nej", "nej"),
                                ],
                                max_length=20,
                                verbose_name="virker det",
                            ),
                        ),
                        (
                            "revision",
                            models.TextField(
                                blank=True, verbose_name="hvad I ser, og hvad der ændres"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "concern",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="cases.concern",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "responsible",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical handlingsplan efter § 1 c",
                        "verbose_name_plural": "historical handlingsplaner efter § 1 c",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalHandover",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "public_id",
                            models.CharField(
                                db_index=True,
                                default=kiss.lib.ids.new_public_id,
                                editable=False,
                                max_length=16,
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="hvorfor sagen gives videre")),
                        ("story", models.TextField(verbose_name="historien i højst ti linjer")),
                        ("asked_on", models.DateField(verbose_name="spurgt")),
                        (
                            "answer",
                            models.CharField(
                                choices=[
                                    ("venter", "afventer svar"),
                                    ("overtaget", "overtaget"),
                                    ("afslaaet", "sagde nej"),
                                    ("lukket", "ikke længere aktuelt"),
                                ],
                                default="venter",
                                max_length=12,
                                verbose_name="svar",
                            ),
                        ),
                        (
                            "answer_note",
                            models.TextField(blank=True, verbose_name="bemærkning til svaret"),
                        ),
                        (
                            "answered_on",
                            models.DateField(blank=True, null=True, verbose_name="besvaret"),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="svaret skrevet af",
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="spurgt af",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="cases.case",
                            ),
                        ),
                        (
                            "from_user",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="fra",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "school",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="schools.school",
                            ),
                        ),
                        (
                            "to_user",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="til",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical overdragelse",
                        "verbose_name_plural": "historical overdragelser",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalIndsats",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("what", models.CharField(max_length=300, verbose_name="hvad")),
                        ("who", models.CharField(max_length=160, verbose_name="hvem")),
                        ("when", models.CharField(max_length=160, verbose_name="hvornår")),
                        (
                            "works_when",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="det virker, når"
                            ),
                        ),
                        (
                            "arena",
                            models.CharField(
                                choices=[
                                    ("klasse", "klassefællesskab"),
                                    ("barn", "barn"),
                                    ("hjem", "hjem"),
                                    ("netvaerk", "netværk"),
                                    ("fritid", "fritid"),
                                ],
                                max_length=20,
                                verbose_name="hvor",
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("forebyggende", "forebyggende"),
                                    ("foregribende", "foregribende"),
                                    ("indgribende", "indgribende"),
                                ],
                                max_length=20,
                                verbose_name="niveau",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("aftalt", "aftalt"),
                                    ("i-gang", "i gang"),
                                    ("afsluttet", "afsluttet"),
                                    ("opgivet", "opgivet"),
                                ],
                                default="aftalt",
                                max_length=20,
                                verbose_name="status",
                            ),
                        ),
                        ("starts_on", models.DateField(blank=True, null=True, verbose_name="fra")),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="cases.catalogueentry",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="cases.handleplan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical indsats",
                        "verbose_name_plural": "historical indsatser",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalInquiry",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "public_id",
                            models.CharField(
                                db_index=True,
                                default=kiss.lib.ids.new_public_id,
                                editable=False,
                                max_length=16,
                            ),
                        ),
                        ("asked_on", models.DateField(verbose_name="spurgt")),
                        (
                            "angle",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("barn", "Barnets perspektiv gennem en samtale"),
                                    ("foraeldre", "Forældrenes perspektiv på et møde"),
                                    ("klasse", "Klassefællesskabet"),
                                    ("andre", "Perspektiver fra andre aktører"),
                                    ("fravaer", "Fravær og trivsel i tal"),
                                ],
                                max_length=20,
                                verbose_name="perspektiv",
                            ),
                        ),
                        ("question", models.TextField(blank=True, verbose_name="spørgsmål")),
                        ("due_on", models.DateField(verbose_name="senest")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("venter", "venter på svar"),
                                    ("besvaret", "besvaret"),
                                    ("afslaaet", "kunne ikke svare"),
                                    ("lukket", "lukket uden svar"),
                                ],
                                default="venter",
                                max_length=12,
                                verbose_name="status",
                            ),
                        ),
                        ("answer", models.TextField(blank=True, verbose_name="svar")),
                        (
                            "declined_because",
                            models.TextField(
                                blank=True, verbose_name="hvorfor der ikke blev svaret"
                            ),
                        ),
                        (
                            "settled_on",
                            models.DateField(blank=True, null=True, verbose_name="afgjort"),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="spurgt af",
                            ),
                        ),
                        (
                            "asked_of",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="hvem er spurgt",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="cases.case",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical spørgsmål til en kollega",
                        "verbose_name_plural": "historical spørgsmål til kolleger",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalLevelChange",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="hvorfor")),
                        ("on", models.DateField(verbose_name="dato")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="cases.case",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "level",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="cases.concernlevel",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical vurdering af bekymring",
                        "verbose_name_plural": "historical vurderinger af bekymring",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalNote",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField(verbose_name="dato")),
                        ("text", models.TextField(verbose_name="notat")),
                        (
                            "is_restricted",
                            models.BooleanField(
                                default=False, verbose_name="kun for dem, der fører sagen"
                            ),
                        ),
                        (
                            "noted_at",
                            models.DateTimeField(
                                blank=True, editable=False, verbose_name="skrevet"
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="cases.case",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical notat",
                        "verbose_name_plural": "historical notater",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPerspective",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "angle",
                            models.CharField(
                                choices=[
                                    ("barn", "Barnets perspektiv gennem en samtale"),
                                    ("foraeldre", "Forældrenes perspektiv på et møde"),
                                    ("klasse", "Klassefællesskabet"),
                                    ("andre", "Perspektiver fra andre aktører"),
                                    ("fravaer", "Fravær og trivsel i tal"),
                                ],
                                max_length=20,
                                verbose_name="perspektiv",
                            ),
                        ),
                        ("explored_on", models.DateField(verbose_name="dato")),
                        (
                            "explored_by",
                            models.CharField(max_length=160, verbose_name="hvem talte eller så"),
                        ),
                        (
                            "tool",
                            models.CharField(blank=True, max_length=120, verbose_name="redskab"),
                        ),
                        ("summary", models.TextField(blank=True, verbose_name="hvad kom frem")),
                        (
                            "not_possible_because",
                            models.TextField(blank=True, verbose_name="ikke muligt, fordi"),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="cases.case",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical perspektiv",
                        "verbose_name_plural": "historical perspektiver",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPlanVersion",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "number",
                            models.PositiveIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="version",
                            ),
                        ),
                        ("content", models.JSONField(verbose_name="indhold")),
                        (
                            "frozen_at",
                            models.DateTimeField(blank=True, editable=False, verbose_name="låst"),
                        ),
                        ("frozen_on", models.DateField(verbose_name="dato")),
                        ("because", models.CharField(max_length=160, verbose_name="fordi")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="cases.case",
                            ),
                        ),
                        (
                            "frozen_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical version af handleplanen",
                        "verbose_name_plural": "historical versioner af handleplanen",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalToolEntry",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "tool",
                            models.CharField(
                                choices=cases.tools.tool_choices,
                                max_length=40,
                                verbose_name="redskab",
                            ),
                        ),
                        (
                            "angle",
                            models.CharField(
                                choices=[
                                    ("barn", "Barnets perspektiv gennem en samtale"),
                                    ("foraeldre", "Forældrenes perspektiv på et møde"),
                                    ("klasse", "Klassefællesskabet"),
                                    ("andre", "Perspektiver fra andre aktører"),
                                    ("fravaer", "Fravær og trivsel i tal"),
                                ],
                                max_length=20,
                                verbose_name="perspektiv",
                            ),
                        ),
                        ("done_on", models.DateField(verbose_name="dato")),
                        (
                            "done_by",
                            models.CharField(max_length=160, verbose_name="hvem talte eller så"),
                        ),
                        ("with_whom", models.CharField(max_length=160, verbose_name="sammen med")),
                        ("answers", models.JSONField(default=dict, verbose_name="svar")),
                        (
                            "may_be_shared",
                            models.BooleanField(
                                default=False, verbose_name="må vises for forældrene"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="cases.case",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "noted_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical udfyldt redskab",
                        "verbose_name_plural": "historical udfyldte redskaber",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalUnderstanding",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "saved_at",
                            models.DateTimeField(blank=True, editable=False, verbose_name="gemt"),
                        ),
                        ("written_on", models.DateField(verbose_name="skrevet")),
                        (
                            "together_with",
                            models.CharField(max_length=160, verbose_name="hvem var med"),
                        ),
                        (
                            "with_parents",
                            models.BooleanField(default=False, verbose_name="forældrene var med"),
                        ),
                        (
                            "school_starts",
                            models.TextField(blank=True, verbose_name="skolen: sætter det i gang"),
                        ),
                        (
                            "school_keeps",
                            models.TextField(blank=True, verbose_name="skolen: holder det i gang"),
                        ),
                        (
                            "school_helps",
                            models.TextField(blank=True, verbose_name="skolen: det, der hjælper"),
                        ),
                        (
                            "school_seen_by",
                            models.CharField(
                                blank=True,
                                max_length=160,
                                verbose_name="skolen: hvem ser det sådan",
                            ),
                        ),
                        (
                            "home_starts",
                            models.TextField(blank=True, verbose_name="hjemmet: sætter det i gang"),
                        ),
                        (
                            "home_keeps",
                            models.TextField(blank=True, verbose_name="hjemmet: holder det i gang"),
                        ),
                        (
                            "home_helps",
                            models.TextField(blank=True, verbose_name="hjemmet: det, der hjælper"),
                        ),
                        (
                            "home_seen_by",
                            models.CharField(
                                blank=True,
                                max_length=160,
                                verbose_name="hjemmet: hvem ser det sådan",
                            ),
                        ),
                        (
                            "leisure_starts",
                            models.TextField(
                                blank=True, verbose_name="fritiden: sætter det i gang"
                            ),
                        ),
                        (
                            "leisure_keeps",
                            models.TextField(
                                blank=True, verbose_name="fritiden: holder det i gang"
                            ),
                        ),
                        (
                            "leisure_helps",
                            models.TextField(blank=True, verbose_name="fritiden: det, der hjælper"),
                        ),
                        (
                            "leisure_seen_by",
                            models.CharField(
                                blank=True,
                                max_length=160,
                                verbose_name="fritiden: hvem ser det sådan",
                            ),
                        ),
                        (
                            "child_starts",
                            models.TextField(blank=True, verbose_name="barnet: sætter det i gang"),
                        ),
                        (
                            "child_keeps",
                            models.TextField(blank=True, verbose_name="barnet: holder det i gang"),
                        ),
                        (
                            "child_helps",
                            models.TextField(blank=True, verbose_name="barnet: det, der hjælper"),
                        ),
                        (
                            "child_seen_by",
                            models.CharField(
                                blank=True,
                                max_length=160,
                                verbose_name="barnet: hvem ser det sådan",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="cases.case",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "saved_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical fælles forståelse",
                        "verbose_name_plural": "historical fælles forståelser",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalVacancy",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "cause",
                            models.CharField(
                                choices=[
                                    (
                                        "team",
                                        "tovholderen er ikke længere leder i skolens Kom i skole-team",
                                    ),
                                    ("rolle", "tovholderen har ikke længere en rolle på skolen"),
                                    ("login", "tovholderens login er lukket"),
                                    ("flyttet", "barnet går på en anden skole"),
                                ],
                                max_length=10,
                                verbose_name="fordi",
                            ),
                        ),
                        ("since", models.DateField(verbose_name="siden")),
                        ("found_on", models.DateField(verbose_name="opdaget")),
                        ("solved_on", models.DateField(blank=True, null=True, verbose_name="løst")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="cases.case",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "to_school",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="schools.school",
                            ),
                        ),
                        (
                            "tovholder",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical manglende tovholder",
                        "verbose_name_plural": "historical manglende tovholdere",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Indsats",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("what", models.CharField(max_length=300, verbose_name="hvad")),
                        ("who", models.CharField(max_length=160, verbose_name="hvem")),
                        ("when", models.CharField(max_length=160, verbose_name="hvornår")),
                        (
                            "works_when",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="det virker, når"
                            ),
                        ),
                        (
                            "arena",
                            models.CharField(
                                choices=[
                                    ("klasse", "klassefællesskab"),
                                    ("barn", "barn"),
                                    ("hjem", "hjem"),
                                    ("netvaerk", "netværk"),
                                    ("fritid", "fritid"),
                                ],
                                max_length=20,
                                verbose_name="hvor",
                            ),
                        ),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("forebyggende", "forebyggende"),
                                    ("foregribende", "foregribende"),
                                    ("indgribende", "indgribende"),
                                ],
                                max_length=20,
                                verbose_name="niveau",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("aftalt", "aftalt"),
                                    ("i-gang", "i gang"),
                                    ("afsluttet", "afsluttet"),
                                    ("opgivet", "opgivet"),
                                ],
                                default="aftalt",
                                max_length=20,
                                verbose_name="status",
                            ),
                        ),
                        ("starts_on", models.DateField(blank=True, null=True, verbose_name="fra")),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "entry",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="indsatser",
                                to="cases.catalogueentry",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="indsatser",
                                to="cases.handleplan",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "indsats",
                        "verbose_name_plural": "indsatser",
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalFollowUp",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField(verbose_name="dato")),
                        (
                            "done",
                            models.CharField(
                                choices=[("ja", "ja"), ("delvist", "delvist"), ("nej", "nej")],
                                max_length=20,
                                verbose_name="fik vi gjort det",
                            ),
                        ),
                        (
                            "worked",
                            models.CharField(
                                choices=[
                                    ("ja", "ja"),
                                    ("lidt", "lidt"),
                                    ("nej", "nej"),
                                    ("for-tidligt", "for tidligt at sige"),
                                ],
                                max_length=20,
                                verbose_name="virkede det",
                            ),
                        ),
                        (
                            "adjustment",
                            models.TextField(blank=True, verbose_name="hvad justerer vi"),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="cases.followupround",
                            ),
                        ),
                        (
                            "indsats",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="cases.indsats",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical opfølgning",
                        "verbose_name_plural": "historical opfølgninger",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="FollowUp",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="dato")),
                        (
                            "done",
                            models.CharField(
                                choices=[("ja", "ja"), ("delvist", "delvist"), ("nej", "nej")],
                                max_length=20,
                                verbose_name="fik vi gjort det",
                            ),
                        ),
                        (
                            "worked",
                            models.CharField(
                                choices=[
                                    ("ja", "ja"),
                                    ("lidt", "lidt"),
                                    ("nej", "nej"),
                                    ("for-tidligt", "for tidligt at sige"),
                                ],
                                max_length=20,
                                verbose_name="virkede det",
                            ),
                        ),
                        (
                            "adjustment",
                            models.TextField(blank=True, verbose_name="hvad justerer vi"),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "round",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="follow_ups",
                                to="cases.followupround",
                            ),
                        ),
                        (
                            "indsats",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="follow_ups",
                                to="cases.indsats",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "opfølgning",
                        "verbose_name_plural": "opfølgninger",
                    },
                ),
                migrations.CreateModel(
                    name="Inquiry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "public_id",
                            models.CharField(
                                default=kiss.lib.ids.new_public_id,
                                editable=False,
                                max_length=16,
                                unique=True,
                            ),
                        ),
                        ("asked_on", models.DateField(verbose_name="spurgt")),
                        (
                            "angle",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("barn", "Barnets perspektiv gennem en samtale"),
                                    ("foraeldre", "Forældrenes perspektiv på et møde"),
                                    ("klasse", "Klassefællesskabet"),
                                    ("andre", "Perspektiver fra andre aktører"),
                                    ("fravaer", "Fravær og trivsel i tal"),
                                ],
                                max_length=20,
                                verbose_name="perspektiv",
                            ),
                        ),
                        ("question", models.TextField(blank=True, verbose_name="spørgsmål")),
                        ("due_on", models.DateField(verbose_name="senest")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("venter", "venter på svar"),
                                    ("besvaret", "besvaret"),
                                    ("afslaaet", "kunne ikke svare"),
                                    ("lukket", "lukket uden svar"),
                                ],
                                default="venter",
                                max_length=12,
                                verbose_name="status",
                            ),
                        ),
                        ("answer", models.TextField(blank=True, verbose_name="svar")),
                        (
                            "declined_because",
                            models.TextField(
                                blank=True, verbose_name="hvorfor der ikke blev svaret"
                            ),
                        ),
                        (
                            "settled_on",
                            models.DateField(blank=True, null=True, verbose_name="afgjort"),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="spurgt af",
                            ),
                        ),
                        (
                            "asked_of",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inquiries",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="hvem er spurgt",
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inquiries",
                                to="cases.case",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "spørgsmål til en kollega",
                        "verbose_name_plural": "spørgsmål til kolleger",
                    },
                ),
                migrations.CreateModel(
                    name="LevelChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="hvorfor")),
                        ("on", models.DateField(verbose_name="dato")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="level_changes",
                                to="cases.case",
                            ),
                        ),
                        (
                            "level",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="cases.concernlevel",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "vurdering af bekymring",
                        "verbose_name_plural": "vurderinger af bekymring",
                    },
                ),
                migrations.CreateModel(
                    name="Note",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("on", models.DateField(verbose_name="dato")),
                        ("text", models.TextField(verbose_name="notat")),
                        (
                            "is_restricted",
                            models.BooleanField(
                                default=False, verbose_name="kun for dem, der fører sagen"
                            ),
                        ),
                        (
                            "noted_at",
                            models.DateTimeField(auto_now_add=True, verbose_name="skrevet"),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notes",
                                to="cases.case",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "notat",
                        "verbose_name_plural": "notater",
                    },
                ),
                migrations.CreateModel(
                    name="Perspective",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "angle",
                            models.CharField(
                                choices=[
                                    ("barn", "Barnets perspektiv gennem en samtale"),
                                    ("foraeldre", "Forældrenes perspektiv på et møde"),
                                    ("klasse", "Klassefællesskabet"),
                                    ("andre", "Perspektiver fra andre aktører"),
                                    ("fravaer", "Fravær og trivsel i tal"),
                                ],
                                max_length=20,
                                verbose_name="perspektiv",
                            ),
                        ),
                        ("explored_on", models.DateField(verbose_name="dato")),
                        (
                            "explored_by",
                            models.CharField(max_length=160, verbose_name="hvem talte eller så"),
                        ),
                        (
                            "tool",
                            models.CharField(blank=True, max_length=120, verbose_name="redskab"),
                        ),
                        ("summary", models.TextField(blank=True, verbose_name="hvad kom frem")),
                        (
                            "not_possible_because",
                            models.TextField(blank=True, verbose_name="ikke muligt, fordi"),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="perspectives",
                                to="cases.case",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "perspektiv",
                        "verbose_name_plural": "perspektiver",
                    },
                ),
                migrations.CreateModel(
                    name="PlanSection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "key",
                            models.CharField(
                                choices=[
                                    ("ord", "Barnets egne ord"),
                                    ("anledning", "Hvorfor er vi her?"),
                                    ("blikke", "Hvordan ser de andre det?"),
                                    ("fundament", "Hvad kan vi bygge på?"),
                                    ("maal", "Hvor vil vi hen?"),
                                    ("indsatser", "Hvem gør hvad, hvornår?"),
                                    ("aftaler", "Aftaler"),
                                ],
                                max_length=20,
                                verbose_name="afsnit",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=0)),
                        ("saved_at", models.DateTimeField(auto_now=True, verbose_name="gemt")),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sections",
                                to="cases.handleplan",
                            ),
                        ),
                        (
                            "saved_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "afsnit af handleplanen",
                        "verbose_name_plural": "afsnit af handleplanen",
                    },
                ),
                migrations.CreateModel(
                    name="PlanVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "number",
                            models.PositiveIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="version",
                            ),
                        ),
                        ("content", models.JSONField(verbose_name="indhold")),
                        ("frozen_at", models.DateTimeField(auto_now_add=True, verbose_name="låst")),
                        ("frozen_on", models.DateField(verbose_name="dato")),
                        ("because", models.CharField(max_length=160, verbose_name="fordi")),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plan_versions",
                                to="cases.case",
                            ),
                        ),
                        (
                            "frozen_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "version af handleplanen",
                        "verbose_name_plural": "versioner af handleplanen",
                    },
                ),
                migrations.CreateModel(
                    name="SavedFilter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("name", models.CharField(max_length=40, verbose_name="navn")),
                        ("query", models.CharField(max_length=200)),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="saved_filters",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "gemt udvalg",
                        "verbose_name_plural": "gemte udvalg",
                    },
                ),
                migrations.CreateModel(
                    name="Submission",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("form_id", models.CharField(max_length=32)),
                        ("address", models.CharField(blank=True, max_length=200)),
                        ("at", models.DateTimeField(auto_now_add=True, verbose_name="sendt")),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="submissions",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "indsendt formular",
                        "verbose_name_plural": "indsendte formularer",
                    },
                ),
                migrations.CreateModel(
                    name="ToolEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "tool",
                            models.CharField(
                                choices=cases.tools.tool_choices,
                                max_length=40,
                                verbose_name="redskab",
                            ),
                        ),
                        (
                            "angle",
                            models.CharField(
                                choices=[
                                    ("barn", "Barnets perspektiv gennem en samtale"),
                                    ("foraeldre", "Forældrenes perspektiv på et møde"),
                                    ("klasse", "Klassefællesskabet"),
                                    ("andre", "Perspektiver fra andre aktører"),
                                    ("fravaer", "Fravær og trivsel i tal"),
                                ],
                                max_length=20,
                                verbose_name="perspektiv",
                            ),
                        ),
                        ("done_on", models.DateField(verbose_name="dato")),
                        (
                            "done_by",
                            models.CharField(max_length=160, verbose_name="hvem talte eller så"),
                        ),
                        ("with_whom", models.CharField(max_length=160, verbose_name="sammen med")),
                        ("answers", models.JSONField(default=dict, verbose_name="svar")),
                        (
                            "may_be_shared",
                            models.BooleanField(
                                default=False, verbose_name="må vises for forældrene"
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tool_entries",
                                to="cases.case",
                            ),
                        ),
                        (
                            "noted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "udfyldt redskab",
                        "verbose_name_plural": "udfyldte redskaber",
                    },
                ),
                migrations.CreateModel(
                    name="UnderretningPaper",
                    fields=[
                        (
                            "underretning",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="paper",
                                serialize=False,
                                to="cases.underretning",
                            ),
                        ),
                        ("sealed", models.BinaryField()),
                        ("lock", models.CharField(db_index=True, max_length=16)),
                    ],
                    options={
                        "verbose_name": "papir til underretning",
                        "verbose_name_plural": "papirer til underretninger",
                    },
                ),
                migrations.AddField(
                    model_name="underretning",
                    name="case",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="underretninger",
                        to="cases.case",
                    ),
                ),
                migrations.AddField(
                    model_name="underretning",
                    name="corrects",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="cases.underretning",
                    ),
                ),
                migrations.AddField(
                    model_name="underretning",
                    name="discarded_by",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="underretning",
                    name="receipt_by",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AddField(
                    model_name="underretning",
                    name="sent_by",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.CreateModel(
                    name="HistoricalUnderretning",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="nr.")),
                        (
                            "ground",
                            models.CharField(
                                choices=cases.models.underretning.grounds,
                                max_length=20,
                                verbose_name="grundlag",
                            ),
                        ),
                        ("recipient", models.CharField(max_length=200, verbose_name="modtager")),
                        ("content", models.JSONField(verbose_name="indhold")),
                        ("sha256", models.CharField(max_length=64)),
                        ("made_on", models.DateField(verbose_name="skrevet")),
                        ("sent_on", models.DateField(blank=True, null=True, verbose_name="sendt")),
                        (
                            "channel",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("digital-post", "Digital Post"),
                                    ("sikker-mail", "sikker mail"),
                                    ("fagsystem", "gennem et fagsystem"),
                                    ("afleveret", "afleveret personligt"),
                                    ("brev", "brev"),
                                ],
                                max_length=20,
                                verbose_name="hvordan",
                            ),
                        ),
                        (
                            "sent_note",
                            models.CharField(
                                blank=True,
                                max_length=200,
                                verbose_name="bemærkning til afsendelsen",
                            ),
                        ),
                        (
                            "discarded_on",
                            models.DateField(blank=True, null=True, verbose_name="lagt væk"),
                        ),
                        (
                            "discarded_because",
                            models.TextField(blank=True, verbose_name="hvorfor den blev lagt væk"),
                        ),
                        (
                            "missed_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="kvittering manglede"
                            ),
                        ),
                        (
                            "receipt_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="kvittering modtaget"
                            ),
                        ),
                        (
                            "receipt_from",
                            models.CharField(
                                blank=True, max_length=160, verbose_name="kvittering fra"
                            ),
                        ),
                        ("receipt_answer", models.TextField(blank=True, verbose_name="svar")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")],
                                max_length=1,
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "case",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="cases.case",
                            ),
                        ),
                        (
                            "discarded_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "receipt_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "sent_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "corrects",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="cases.underretning",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical underretning",
                        "verbose_name_plural": "historical underretninger",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Understanding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("saved_at", models.DateTimeField(auto_now=True, verbose_name="gemt")),
                        ("written_on", models.DateField(verbose_name="skrevet")),
                        (
                            "together_with",
                            models.CharField(max_length=160, verbose_name="hvem var med"),
                        ),
                        (
                            "with_parents",
                            models.BooleanField(default=False, verbose_name="forældrene var med"),
                        ),
                        (
                            "school_starts",
                            models.TextField(blank=True, verbose_name="skolen: sætter det i gang"),
                        ),
                        (
                            "school_keeps",
                            models.TextField(blank=True, verbose_name="skolen: holder det i gang"),
                        ),
                        (
                            "school_helps",
                            models.TextField(blank=True, verbose_name="skolen: det, der hjælper"),
                        ),
                        (
                            "school_seen_by",
                            models.CharField(
                                blank=True,
                                max_length=160,
                                verbose_name="skolen: hvem ser det sådan",
                            ),
                        ),
                        (
                            "home_starts",
                            models.TextField(blank=True, verbose_name="hjemmet: sætter det i gang"),
                        ),
                        (
                            "home_keeps",
                            models.TextField(blank=True, verbose_name="hjemmet: holder det i gang"),
                        ),
                        (
                            "home_helps",
                            models.TextField(blank=True, verbose_name="hjemmet: det, der hjælper"),
                        ),
                        (
                            "home_seen_by",
                            models.CharField(
                                blank=True,
                                max_length=160,
                                verbose_name="hjemmet: hvem ser det sådan",
                            ),
                        ),
                        (
                            "leisure_starts",
                            models.TextField(
                                blank=True, verbose_name="fritiden: sætter det i gang"
                            ),
                        ),
                        (
                            "leisure_keeps",
                            models.TextField(
                                blank=True, verbose_name="fritiden: holder det i gang"
                            ),
                        ),
                        (
                            "leisure_helps",
                            models.TextField(blank=True, verbose_name="fritiden: det, der hjælper"),
                        ),
                        (
                            "leisure_seen_by",
                            models.CharField(
                                blank=True,
                                max_length=160,
                                verbose_name="fritiden: hvem ser det sådan",
                            ),
                        ),
                        (
                            "child_starts",
                            models.TextField(blank=True, verbose_name="barnet: sætter det i gang"),
                        ),
                        (
                            "child_keeps",
                            models.TextField(blank=True, verbose_name="barnet: holder det i gang"),
                        ),
                        (
                            "child_helps",
                            models.TextField(blank=True, verbose_name="barnet: det, der hjælper"),
                        ),
                        (
                            "child_seen_by",
                            models.CharField(
                                blank=True,
                                max_length=160,
                                verbose_name="barnet: hvem ser det sådan",
                            ),
                        ),
                        (
                            "case",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="understanding",
                                to="cases.case",
                            ),
                        ),
                        (
                            "saved_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "fælles forståelse",
                        "verbose_name_plural": "fælles forståelser",
                    },
                ),
                migrations.CreateModel(
                    name="Vacancy",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "cause",
                            models.CharField(
                                choices=[
                                    (
                                        "team",
                                        "tovholderen er ikke længere leder i skolens Kom i skole-team",
                                    ),
                                    ("rolle", "tovholderen har ikke længere en rolle på skolen"),
                                    ("login", "tovholderens login er lukket"),
                                    ("flyttet", "barnet går på en anden skole"),
                                ],
                                max_length=10,
                                verbose_name="fordi",
                            ),
                        ),
                        ("since", models.DateField(verbose_name="siden")),
                        ("found_on", models.DateField(verbose_name="opdaget")),
                        ("solved_on", models.DateField(blank=True, null=True, verbose_name="løst")),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="vacancies",
                                to="cases.case",
                            ),
                        ),
                        (
                            "to_school",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="schools.school",
                            ),
                        ),
                        (
                            "tovholder",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "manglende tovholder",
                        "verbose_name_plural": "manglende tovholdere",
                    },
                ),
                migrations.AddConstraint(
                    model_name="case",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("closed_on", None)),
                        fields=("pupil",),
                        name="case_one_open_per_pupil",
                        violation_error_message="Der er allerede en åben sag om eleven.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="case",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on", None),
                            ("closed_on__gte", models.F("opened_on")),
                            _connector="OR",
                        ),
                        name="case_closed_after_opened",
                        violation_error_message="En sag kan ikke afsluttes, før den er oprettet.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="case",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on", None),
                            models.Q(("closing_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="case_closed_with_a_reason",
                        violation_error_message="Skriv, hvorfor sagen afsluttes.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="attachment",
                    constraint=models.UniqueConstraint(
                        fields=("case", "number"), name="attachment_number_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="attachment",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("removed_because", ""), ("removed_by", None), ("removed_on", None)
                            ),
                            models.Q(
                                ("removed_by__isnull", False),
                                ("removed_on__isnull", False),
                                models.Q(("removed_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="attachment_removed_by_somebody_with_a_reason",
                        violation_error_message="Skriv, hvorfor bilaget tages af.",
                    ),
                ),
                migrations.AddIndex(
                    model_name="caseaccess",
                    index=models.Index(fields=["user", "permission"], name="case_access_by_user"),
                ),
                migrations.AddConstraint(
                    model_name="caseaccess",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="case_access_ends_after_start",
                        violation_error_message="Slutdatoen ligger før startdatoen.",
                    ),
                ),
                migrations.AlterUniqueTogether(
                    name="caseaccess",
                    unique_together={
                        ("user", "permission", "content_object", "starts_on", "ends_on", "because")
                    },
                ),
                migrations.AddConstraint(
                    model_name="casereview",
                    constraint=models.UniqueConstraint(
                        fields=("case", "month"), name="case_review_once_a_month"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="casereview",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("verdict", "mere"), _negated=True),
                            models.Q(
                                models.Q(("what", ""), _negated=True),
                                models.Q(("who", ""), _negated=True),
                                ("due_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="case_review_more_says_what_who_and_when",
                        violation_error_message="Skriv hvad, hvem og hvornår.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="classplan1c",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ready_on", None),
                            models.Q(("measures", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="class_plan_1c_ready_with_measures",
                        violation_error_message="Skriv foranstaltningerne, før planen meldes færdig.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="classplan1c",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ready_on", None),
                            ("ready_on__gte", models.F("informed_on")),
                            _connector="OR",
                        ),
                        name="class_plan_1c_ready_after_informed",
                        violation_error_message="Planen kan ikke være færdig, før oplysningen kom.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="classplan1c",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("told", ""), ("told_on__isnull", False), _connector="OR"
                        ),
                        name="class_plan_1c_told_on_a_day",
                        violation_error_message="Skriv, hvornår eleverne og forældrene er orienteret.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="classplan1c",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revised_on", None), ("revision", ""), ("works", "")),
                            models.Q(
                                ("revised_on__isnull", False),
                                models.Q(("works", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="class_plan_1c_revised_with_an_answer",
                        violation_error_message="Svar på, om planen virker.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="classplan1c",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("ready_on", None)),
                        fields=("school_class",),
                        name="class_plan_1c_one_running",
                        violation_error_message="Klassen har allerede en plan, der ikke er færdig.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="closing",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("reopened_on", None)),
                        fields=("case",),
                        name="closing_one_in_force",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="closing",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "dialog"), _negated=True),
                            models.Q(
                                models.Q(("took_part", ""), _negated=True),
                                models.Q(("kept_up", ""), _negated=True),
                                models.Q(("handed_to", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="closing_in_dialogue_is_whole",
                        violation_error_message="Skriv, hvem der har været med, hvad der bliver ved, og hvem der tager over.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="closing",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("reopened_on", None),
                            models.Q(
                                models.Q(("reopened_because", ""), _negated=True),
                                ("reopened_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="closing_reopened_with_a_reason",
                        violation_error_message="Skriv, hvorfor sagen genåbnes.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="aftercheck",
                    constraint=models.UniqueConstraint(
                        fields=("closing", "school_weeks"), name="after_check_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="aftercheck",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("by", None), ("on", None), ("verdict", "")),
                            models.Q(
                                models.Q(("verdict", ""), _negated=True),
                                ("by__isnull", False),
                                ("on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="after_check_answered_by_somebody",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="closinganswer",
                    constraint=models.UniqueConstraint(
                        fields=("closing", "signpost"), name="closing_answer_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="concern",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by", None), ("decided_on", None), ("decision", "")),
                            models.Q(
                                ("decided_by__isnull", False),
                                ("decided_on__isnull", False),
                                models.Q(("decision", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="concern_decided_when_and_by_whom",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="caseparticipant",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="case_participant_ends_after_start",
                        violation_error_message="Slutdatoen ligger før startdatoen.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="caseparticipant",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("basis", "intern"), ("ends_on__isnull", False), _connector="OR"
                        ),
                        name="case_participant_from_outside_ends",
                        violation_error_message="Adgang på et særligt grundlag skal have en slutdato.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="consentgiven",
                    constraint=models.UniqueConstraint(
                        fields=("consent", "holder"),
                        name="consent_given_once_by_each",
                        nulls_distinct=False,
                        violation_error_message="Det er allerede skrevet ned, at den person har svaret.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="consentgiven",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("form", "mundtlig"), _negated=True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="consent_by_mouth_with_a_note",
                        violation_error_message="Skriv et notat om det mundtlige samtykke: hvad der blev sagt, og til hvem.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="consentgiven",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_by", None),
                                ("withdrawn_note", ""),
                                ("withdrawn_on", None),
                            ),
                            models.Q(
                                ("withdrawn_by__isnull", False), ("withdrawn_on__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="consent_withdrawn_noted_by_somebody",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="consentgiven",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_on", None),
                            ("withdrawn_on__gte", models.F("given_on")),
                            _connector="OR",
                        ),
                        name="consent_withdrawn_after_it_was_given",
                        violation_error_message="Det kan ikke være trukket tilbage, før det blev givet.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="cover",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="cover_ends_after_start",
                        violation_error_message="Slutdatoen ligger før startdatoen.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="cover",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("case", "="),
                            (
                                models.Func(
                                    models.F("starts_on"),
                                    models.F("ends_on"),
                                    models.Value("[]"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="cover_one_at_a_time",
                        violation_error_message="Der er allerede en vikar på sagen i den periode.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="declaredrelation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="declared_relation_ends_after_start",
                        violation_error_message="Slutdatoen ligger før startdatoen.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="declaredrelation",
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("user", "="),
                            ("pupil", "="),
                            (
                                models.Func(
                                    models.F("starts_on"),
                                    models.F("ends_on"),
                                    models.Value("[]"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="declared_relation_once_at_a_time",
                        violation_error_message="Du har allerede oplyst det.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="declaredrelation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_because", ""), ("ended_by", None), ("ends_on", None)),
                            models.Q(
                                ("ended_by__isnull", False),
                                ("ends_on__isnull", False),
                                models.Q(("ended_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="declared_relation_end_is_signed",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="declaredrelation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ended_by", None),
                            models.Q(("ended_by", models.F("user")), _negated=True),
                            _connector="OR",
                        ),
                        name="declared_relation_ended_by_another",
                        violation_error_message="Det er din egen oplysning. En anden skal ophæve den.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="draft",
                    constraint=models.UniqueConstraint(
                        fields=("user", "address"), name="draft_once"
                    ),
                ),
                migrations.AddIndex(
                    model_name="emergencyaccess",
                    index=models.Index(fields=["-opened_at", "-id"], name="emergency_by_opening"),
                ),
                migrations.AddConstraint(
                    model_name="emergencyaccess",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("stopped_at", None)),
                        fields=("user",),
                        name="emergency_one_at_a_time",
                        violation_error_message="Du har allerede en nødadgang åben.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="emergencyaccess",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("opened_at"))),
                        name="emergency_ends_after_start",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="emergencyaccess",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stopped_at", None), ("stopped_how", "")),
                            models.Q(
                                models.Q(("stopped_how", ""), _negated=True),
                                ("stopped_at__range", (models.F("opened_at"), models.F("ends_at"))),
                            ),
                            _connector="OR",
                        ),
                        name="emergency_stops_within_its_hour",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="emergencyaccess",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("note", ""),
                                ("reviewed_at", None),
                                ("reviewed_by", None),
                                ("verdict", ""),
                            ),
                            models.Q(
                                models.Q(("verdict", ""), _negated=True),
                                models.Q(("note", ""), _negated=True),
                                ("reviewed_at__isnull", False),
                                ("reviewed_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="emergency_review_is_signed",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="emergencyaccess",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("breach", ""),
                                ("breach_at", None),
                                ("breach_by", None),
                                ("breach_note", ""),
                            ),
                            models.Q(
                                models.Q(("breach", ""), _negated=True),
                                models.Q(("breach_note", ""), _negated=True),
                                ("breach_at__isnull", False),
                                ("breach_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="emergency_breach_is_signed",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="emergencyaccess",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("reviewed_by", None),
                            models.Q(("reviewed_by", models.F("user")), _negated=True),
                            _connector="OR",
                        ),
                        name="emergency_reviewed_by_another",
                        violation_error_message="Det er din egen nødadgang. En anden skal efterse den.",
                    ),
                ),
                migrations.AddIndex(
                    model_name="emergencytry",
                    index=models.Index(fields=["user", "-at"], name="emergency_try_by_user"),
                ),
                migrations.AddIndex(
                    model_name="event",
                    index=models.Index(fields=["case", "-on", "-id"], name="event_by_case"),
                ),
                migrations.AddIndex(
                    model_name="event",
                    index=models.Index(fields=["pupil", "-on", "-id"], name="event_by_pupil"),
                ),
                migrations.AddConstraint(
                    model_name="followupround",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("reopens", False),
                            models.Q(("reopens_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="round_reopens_for_a_reason",
                        violation_error_message="Skriv, hvad I vil se nærmere på i afdækningen.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="goalprogress",
                    constraint=models.UniqueConstraint(
                        fields=("goal", "round"), name="goal_progress_once_a_round"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="goalprogress",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("step__range", (0, 4))),
                        name="goal_progress_on_the_scale",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="handlingsplan1c",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ready_on", None),
                            models.Q(("measures", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="handlingsplan_1c_ready_with_measures",
                        violation_error_message="Skriv foranstaltningerne, før planen meldes færdig.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="handlingsplan1c",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ready_on", None),
                            ("ready_on__gte", models.F("informed_on")),
                            _connector="OR",
                        ),
                        name="handlingsplan_1c_ready_after_informed",
                        violation_error_message="Planen kan ikke være færdig, før oplysningen kom.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="handlingsplan1c",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("told", ""), ("told_on__isnull", False), _connector="OR"
                        ),
                        name="handlingsplan_1c_told_on_a_day",
                        violation_error_message="Skriv, hvornår eleverne og forældrene er orienteret.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="handlingsplan1c",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revised_on", None), ("revision", ""), ("works", "")),
                            models.Q(
                                ("revised_on__isnull", False),
                                models.Q(("works", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="handlingsplan_1c_revised_with_an_answer",
                        violation_error_message="Svar på, om planen virker.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="handover",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("answer", "venter")),
                        fields=("case",),
                        name="handover_one_waiting_per_case",
                        violation_error_message="Der er allerede spurgt en anden. Træk det tilbage først.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="handover",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", "venter"), ("answered_by", None), ("answered_on", None)
                            ),
                            models.Q(
                                models.Q(("answer", "venter"), _negated=True),
                                ("answered_by__isnull", False),
                                ("answered_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="handover_answered_by_somebody",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="handover",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "afslaaet"), _negated=True),
                            models.Q(("answer_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="handover_declined_with_a_reason",
                        violation_error_message="Skriv, hvorfor du siger nej.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="inquiry",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("status", "venter")),
                        fields=("case", "asked_of"),
                        name="inquiry_one_waiting_per_person",
                        violation_error_message="Personen er allerede spurgt og har ikke svaret endnu.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="inquiry",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("angle", ""), _negated=True),
                            models.Q(("question", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="inquiry_asks_something",
                        violation_error_message="Vælg et perspektiv, eller skriv dit spørgsmål.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="inquiry",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status", "besvaret"), models.Q(("answer", ""), _negated=True)
                            ),
                            models.Q(
                                models.Q(("status", "besvaret"), _negated=True), ("answer", "")
                            ),
                            _connector="OR",
                        ),
                        name="inquiry_answered_with_words",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="inquiry",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "afslaaet"), _negated=True),
                            models.Q(("declined_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="inquiry_declined_with_a_reason",
                        violation_error_message="Skriv, hvorfor du ikke kan svare.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="inquiry",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_on", None), ("status", "venter")),
                            models.Q(
                                models.Q(("status", "venter"), _negated=True),
                                ("settled_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="inquiry_settled_on_a_day",
                    ),
                ),
                migrations.AddIndex(
                    model_name="levelchange",
                    index=models.Index(fields=["case", "-on", "-id"], name="level_by_case"),
                ),
                migrations.AddConstraint(
                    model_name="perspective",
                    constraint=models.UniqueConstraint(
                        fields=("case", "angle"), name="perspective_one_per_angle"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="perspective",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("summary", ""), _negated=True),
                            models.Q(("not_possible_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="perspective_says_something",
                        violation_error_message="Skriv, hvad der kom frem, eller hvorfor det ikke var muligt.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="plansection",
                    constraint=models.UniqueConstraint(
                        fields=("plan", "key"), name="plan_section_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="planversion",
                    constraint=models.UniqueConstraint(
                        fields=("case", "number"), name="plan_version_number"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="savedfilter",
                    constraint=models.UniqueConstraint(
                        fields=("user", "name"),
                        name="saved_filter_name_once",
                        violation_error_message="Du har allerede et udvalg med det navn.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="submission",
                    constraint=models.UniqueConstraint(
                        fields=("user", "form_id"), name="submission_once"
                    ),
                ),
                migrations.AddIndex(
                    model_name="toolentry",
                    index=models.Index(
                        fields=["case", "-done_on", "-id"], name="tool_entry_by_case"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="toolentry",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("angle", "barn"), ("may_be_shared", True), _connector="OR"
                        ),
                        name="tool_entry_drawer_is_the_childs",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="underretning",
                    constraint=models.UniqueConstraint(
                        fields=("case", "number"), name="underretning_number_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="underretning",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("channel", ""),
                                ("sent_by", None),
                                ("sent_note", ""),
                                ("sent_on", None),
                            ),
                            models.Q(
                                ("sent_by__isnull", False),
                                ("sent_on__isnull", False),
                                models.Q(("channel", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="underretning_sent_how_and_by_whom",
                        violation_error_message="Skriv, hvornår og hvordan underretningen blev sendt.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="underretning",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("sent_on", None),
                            ("sent_on__gte", models.F("made_on")),
                            _connector="OR",
                        ),
                        name="underretning_sent_after_it_was_made",
                        violation_error_message="Den kan ikke være sendt, før den blev skrevet.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="underretning",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("discarded_because", ""),
                                ("discarded_by", None),
                                ("discarded_on", None),
                            ),
                            models.Q(
                                ("discarded_by__isnull", False),
                                ("discarded_on__isnull", False),
                                ("sent_on", None),
                                models.Q(("discarded_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="underretning_put_aside_with_a_reason",
                        violation_error_message="Skriv, hvorfor underretningen lægges væk.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="underretning",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("receipt_answer", ""),
                                ("receipt_by", None),
                                ("receipt_from", ""),
                                ("receipt_on", None),
                            ),
                            models.Q(
                                ("receipt_by__isnull", False),
                                ("receipt_on__isnull", False),
                                ("sent_on__isnull", False),
                                models.Q(("receipt_from", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="underretning_receipt_from_somebody",
                        violation_error_message="Skriv, hvem kvitteringen kom fra.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="underretning",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("receipt_on", None),
                            ("receipt_on__gte", models.F("sent_on")),
                            _connector="OR",
                        ),
                        name="underretning_receipt_after_it_was_sent",
                        violation_error_message="Kvitteringen kan ikke være kommet, før der blev sendt.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="vacancy",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("solved_on", None)),
                        fields=("case",),
                        name="vacancy_one_unsolved_per_case",
                    ),
                ),
            ]
        ),
        migrations.RunSQL(STAYS, MAY_CHANGE),
    ]
