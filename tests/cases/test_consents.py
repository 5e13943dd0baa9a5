"""The register of consents: where each stands in words, and the access that rests on it."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from cases import actions
from cases.actions import GivenInput
from cases.consents import YOUNG, Part, State, headline, standing
from cases.models import CaseParticipant, Consent, Event
from cases.permissions import may_on_case
from kiss.lib.models import Refused
from schools.models import CustodyHolder, FiguresVersion
from schools.roles import Role
from tests import factories
from tests.conftest import TODAY

END = date(2027, 7, 31)
GIVEN = date(2026, 9, 1)


# The rule.


def part(name="mor", given=GIVEN, withdrawn=None) -> Part:
    return Part(key=name, name=name, given_on=given, withdrawn_on=withdrawn)


@pytest.mark.parametrize(
    ("parts", "ends_on", "state", "words"),
    [
        ([part(), part("far")], END, State.WHOLE, "ja, begge, til 31. juli 2027"),
        ([part()], END, State.WHOLE, "ja, til 31. juli 2027"),
        ([part(), part("far"), part("Asta")], END, State.WHOLE, "ja, alle, til 31. juli 2027"),
        ([part(), part("far", None)], END, State.PARTIAL, "delvist, far mangler"),
        (
            [part(given=None), part("far"), part("Asta", None)],
            END,
            State.PARTIAL,
            "delvist, mor og Asta mangler",
        ),
        ([part(given=None)], END, State.MISSING, "mangler"),
        ([], END, State.MISSING, "mangler"),
        (
            [part(), part("far", withdrawn=date(2026, 11, 3))],
            END,
            State.WITHDRAWN,
            "trukket tilbage 3. nov.",
        ),
        # Who takes it back ends it for all, also when another never answered.
        (
            [part(withdrawn=date(2026, 11, 3)), part("far", None)],
            END,
            State.WITHDRAWN,
            "trukket tilbage 3. nov.",
        ),
        # Taken back tomorrow holds today.
        ([part(withdrawn=date(2026, 11, 24))], END, State.WHOLE, "ja, til 31. juli 2027"),
        # The last day is a day with consent, the next is not.
        ([part()], TODAY, State.WHOLE, "ja, til 23. november 2026"),
        ([part()], date(2026, 11, 22), State.EXPIRED, "udløb 22. november 2026"),
        # Given tomorrow is not given yet.
        ([part(given=date(2026, 11, 24))], END, State.MISSING, "mangler"),
    ],
)
def test_where_a_consent_stands_is_said_in_words(parts, ends_on, state, words):
    found = standing(parts, ends_on, TODAY)

    assert (found.state, found.words) == (state, words)


@pytest.mark.parametrize(
    ("ends_on", "is_soon"),
    [(date(2026, 12, 24), False), (date(2026, 12, 23), True), (date(2026, 11, 22), False)],
)
def test_it_is_said_thirty_days_before_it_ends(ends_on, is_soon):
    assert standing([part()], ends_on, TODAY).ends_soon is is_soon


def test_on_top_of_a_case_stands_what_holds_and_ends_first():
    whole = standing([part()], END, TODAY)
    sooner = standing([part()], date(2026, 12, 31), TODAY)
    taken = standing([part(withdrawn=date(2026, 11, 3))], END, TODAY)

    assert headline([]) == ("mangler", "")
    assert headline([taken]) == ("trukket tilbage 3. nov.", "late")
    assert headline([taken, whole]) == ("ja, til 31. juli 2027", "")
    assert headline([whole, sooner])[0] == "ja, 2 aftaler, den første til 31. december 2026"


# The register.


def as_user(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def new_url(case) -> str:
    return reverse("cases:consent_new", args=[case.public_id])


def typed(case, **given) -> dict:
    (mother,) = case.pupil.custody_holders.filter(relation="mor")
    return {
        "information": "Fraværet.",
        "recipient": "PPR",
        "purpose": "Råd til klassen.",
        "ends_on": "2027-07-31",
        f"giver-{mother.pk}-form": "skriftlig",
        f"giver-{mother.pk}-given_on": "2026-11-20",
        **given,
    }


@pytest.fixture
def father(pupil) -> CustodyHolder:
    return CustodyHolder.objects.create(pupil=pupil, name="Bo Krogh", relation="far")


@pytest.fixture
def ppr(school):
    user = factories.make_user("Pernille PPR")
    factories.give(user, Role.PPR, school)
    return user


def name(case, user, consent, **given) -> CaseParticipant:
    values = {
        "part": "konsulent",
        "basis": "samtykke",
        "basis_note": "",
        "may_write": True,
        "starts_on": TODAY,
        "ends_on": END,
        "on": TODAY,
        "by": case.tovholder,
        "consent": consent,
    }
    return actions.add_participant(case, user=user, **{**values, **given})


def withdraw(consent, key, **given) -> list[str]:
    values = {"withdrawn_on": TODAY, "note": "", "on": TODAY, "by": consent.case.tovholder}
    return actions.withdraw_consent(consent, key=str(key), **{**values, **given})


def test_a_consent_is_written_down_and_stands_on_top_of_the_case(today, case, father):
    client = as_user(case.tovholder)
    assert "Samtykke</span> <strong>mangler" in text_of(client.get(case.get_absolute_url()))

    answer = client.post(new_url(case), typed(case), follow=True)

    assert "Delvist, far mangler" in text_of(answer)
    consent = Consent.objects.get()
    give = reverse("cases:consent_give", args=[case.public_id, consent.pk])
    said = {f"giver-{father.pk}-form": "mundtlig", f"giver-{father.pk}-given_on": "2026-11-23"}
    assert "Skriv, hvad der blev sagt, og til hvem." in text_of(client.post(give, said))
    client.post(give, {**said, f"giver-{father.pk}-note": "Sagt til Tove på mødet."})
    page = text_of(client.get(case.get_absolute_url()))
    assert "ja, begge, til 31. juli 2027" in page
    assert "deles med PPR" in page
    story = Event.objects.filter(case=case, kind="consent-given").order_by("pk")
    assert [row.data["who"] for row in story] == ["mor", "far"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"information": ""}, "Skriv, hvilke oplysninger samtykket gælder."),
        ({"recipient": ""}, "Skriv, hvem oplysningerne må gives til."),
        ({"purpose": ""}, "Skriv, hvad de skal bruges til."),
        ({"ends_on": ""}, "Skriv, hvornår samtykket slutter."),
        ({"ends_on": "2026-11-22"}, "Vælg en dag, der ikke er gået."),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(today, case, given, said):
    answer = as_user(case.tovholder).post(new_url(case), typed(case, **given))

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert 'value="2026-11-20"' in text_of(answer)


def test_without_anybody_there_is_no_consent(today, case):
    (mother,) = case.pupil.custody_holders.all()
    nobody = {f"giver-{mother.pk}-form": "", f"giver-{mother.pk}-given_on": ""}

    answer = as_user(case.tovholder).post(new_url(case), typed(case, **nobody))

    assert "Skriv, hvem der har givet samtykke." in text_of(answer)
    assert not Consent.objects.exists()


def test_the_young_person_gives_it_too_from_the_age_the_municipality_says(today, case, father):
    case.pupil.birth_date = date(2011, 11, 23)
    case.pupil.save()
    consent = factories.consent(case)
    client = as_user(case.tovholder)
    assert "delvist, Asta mangler" in text_of(client.get(case.get_absolute_url()))

    said = GivenInput(key=YOUNG, given_on=TODAY, form="skriftlig")
    actions.give_consent(consent, said, on=TODAY, by=case.tovholder)

    assert "ja, alle, til 31. juli 2027" in text_of(client.get(case.get_absolute_url()))
    FiguresVersion.objects.create(
        in_force_from=date(2026, 8, 1),
        values={"consent_age": 18},
        reason="Prøve",
        confirmed_by=case.tovholder,
    )
    assert "Asta selv" not in text_of(client.get(new_url(case)))


def test_only_who_has_custody_gives_it(today, case, father):
    father.has_custody = False
    father.save()
    said = GivenInput(key=str(father.pk), given_on=TODAY, form="skriftlig")

    with pytest.raises(Refused, match="har forældremyndighed"):
        actions.give_consent(factories.consent(case), said, on=TODAY, by=case.tovholder)


def test_a_file_on_the_case_can_go_with_it(today, case):
    file = factories.lay(case)
    (mother,) = case.pupil.custody_holders.all()
    client = as_user(case.tovholder)

    client.post(new_url(case), typed(case, **{f"giver-{mother.pk}-attachment": file.number}))

    page = text_of(client.get(Consent.objects.get().get_absolute_url()))
    assert f'href="{reverse("cases:attachment", args=[case.public_id, file.number])}"' in page


# The access that rests on it.


def test_ppr_reads_where_consent_stands_and_not_with_whom_it_is_shared(today, case, ppr):
    name(case, ppr, factories.consent(case, recipient="Familiehuset"))
    page = text_of(as_user(ppr).get(case.get_absolute_url()))

    assert "til 31. juli 2027" in page
    assert "Familiehuset" not in page


def test_access_by_consent_names_one_that_holds(today, case, ppr, father):
    partial = factories.consent(
        case,
        given=[
            GivenInput(
                key=str(case.pupil.custody_holders.get(relation="mor").pk),
                given_on=TODAY,
                form="skriftlig",
            )
        ],
    )
    with pytest.raises(Refused, match="Samtykket gælder ikke: delvist, far mangler"):
        name(case, ppr, partial)
    with pytest.raises(Refused, match="Vælg det samtykke"):
        name(case, ppr, None)
    other = factories.make_case(
        factories.make_pupil(factories.make_class(case.school), "Ida", "Toft"), case.tovholder
    )
    with pytest.raises(Refused, match="Vælg det samtykke"):
        name(case, ppr, factories.consent(other))
    page = text_of(
        as_user(case.tovholder).get(reverse("cases:participants", args=[case.public_id]))
    )
    assert "PPR, til 31. juli 2027" not in page

    name(case, ppr, factories.consent(case))

    assert may_on_case(ppr, case, "view_case", TODAY)


def test_access_does_not_outlast_the_consent(today, case, ppr):
    consent = factories.consent(case, ends_on=date(2026, 12, 31))

    with pytest.raises(Refused, match=r"gælder til og med 31\. december 2026"):
        name(case, ppr, consent, ends_on=date(2027, 1, 1))

    name(case, ppr, consent, ends_on=date(2026, 12, 31))
    assert not may_on_case(ppr, case, "view_case", date(2027, 1, 1))


def test_taking_it_back_closes_the_access_the_same_moment_and_says_whose(today, case, ppr, father):
    consent = factories.consent(case)
    name(case, ppr, consent)
    later = factories.make_user("Siri Senere")
    factories.give(later, Role.SOCIALRAADGIVER, case.school)
    name(case, later, consent, starts_on=TODAY + timedelta(days=7))
    theirs = as_user(ppr)
    assert theirs.get(case.get_absolute_url()).status_code == 200
    url = reverse("cases:consent_withdraw", args=[case.public_id, consent.pk])

    answer = as_user(case.tovholder).post(
        url, {"key": father.pk, "withdrawn_on": "2026-11-23", "note": "Ringede."}, follow=True
    )

    page = text_of(answer)
    assert "Pernille PPR og Siri Senere kan ikke længere åbne sagen." in page
    assert "Trukket tilbage 23. nov." in page
    assert theirs.get(case.get_absolute_url()).status_code == 404
    assert list(CaseParticipant.objects.values_list("user__name", "ends_on")) == [
        ("Pernille PPR", TODAY)
    ]
    on_case = text_of(as_user(case.tovholder).get(case.get_absolute_url()))
    assert "konsulent" not in on_case
    kinds = list(Event.objects.filter(case=case).values_list("kind", flat=True))
    assert kinds.count("participant-ended") == 2
    assert "consent-withdrawn" in kinds


def test_access_on_another_ground_stays(today, case, ppr, leader):
    consent = factories.consent(case)
    name(case, ppr, None, basis="anden", basis_note="§ 136")
    (mother,) = case.pupil.custody_holders.all()

    assert withdraw(consent, mother.pk) == []
    assert may_on_case(ppr, case, "view_case", TODAY)


def test_it_is_taken_back_once_and_not_given_again(today, case):
    consent = factories.consent(case)
    (mother,) = case.pupil.custody_holders.all()
    withdraw(consent, mother.pk)

    with pytest.raises(Refused, match="står allerede"):
        withdraw(consent, mother.pk)
    said = GivenInput(key=str(mother.pk), given_on=TODAY, form="skriftlig")
    with pytest.raises(Refused, match="Skriv et nyt"):
        actions.give_consent(consent, said, on=TODAY, by=case.tovholder)
    with pytest.raises(Refused, match="ikke noteret et samtykke"):
        withdraw(factories.consent(case), YOUNG)


def test_it_can_be_taken_back_in_a_closed_case_and_not_written(today, case):
    consent = factories.consent(case)
    (mother,) = case.pupil.custody_holders.all()
    actions.close_case(case, reason="Flyttet.", on=TODAY, by=case.tovholder)
    client = as_user(case.tovholder)
    url = reverse("cases:consent_withdraw", args=[case.public_id, consent.pk])

    client.post(url, {"key": mother.pk, "withdrawn_on": "2026-11-23"})

    assert consent.givers.get().withdrawn_on == TODAY
    assert client.get(new_url(case)).status_code == 403


# Who reads it, and who is told that it ends.


def test_who_reads_and_writes_the_register_and_who_knows_where_it_stands(
    today, case, leader, member, ppr
):
    consent = factories.consent(case, recipient="Børnepsykiatrien")
    adviser = factories.make_user("Siri Rådgiver")
    factories.give(adviser, Role.SOCIALRAADGIVER, case.school)
    for user in (ppr, adviser):
        name(case, user, consent)
    seen = {
        user.name: tuple(
            as_user(user).get(url).status_code
            for url in (consent.get_absolute_url(), new_url(case))
        )
        for user in (case.tovholder, leader, member, ppr, adviser)
    }

    assert seen == {
        "Tove Tovholder": (200, 200),
        "Sanne Skoleleder": (200, 200),
        "Inger Medlem": (200, 403),
        "Pernille PPR": (403, 403),
        "Siri Rådgiver": (200, 200),
    }
    page = text_of(as_user(ppr).get(case.get_absolute_url()))
    assert "ja, til 31. juli 2027" in page
    assert "Børnepsykiatrien" not in page
    history = text_of(as_user(ppr).get(reverse("cases:history", args=[case.public_id])))
    assert "Samtykke skrevet ned" in history
    assert "Børnepsykiatrien" not in history


@pytest.mark.parametrize(
    ("ends_on", "is_told"),
    [(date(2026, 12, 23), True), (date(2026, 12, 24), False)],
)
def test_the_tovholder_is_told_before_it_ends(today, case, leader, ends_on, is_told):
    factories.consent(case, ends_on=ends_on)

    page = text_of(as_user(case.tovholder).get(reverse("cases:today")))

    assert ("Spørg til samtykket om Asta" in page) is is_told
    assert "samtykket" not in text_of(as_user(leader).get(reverse("cases:today")))


def test_one_that_was_taken_back_is_not_asked_about(today, case):
    consent = factories.consent(case, ends_on=TODAY + timedelta(days=9))
    withdraw(consent, case.pupil.custody_holders.get().pk)

    assert "samtykket" not in text_of(as_user(case.tovholder).get(reverse("cases:today")))
