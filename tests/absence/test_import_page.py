"""The pages where a file is sent, explained, looked at and let in."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from absence.models import Import, ImportProfile, Mark
from absence.tasks import keep_partitions_ready, progress_key, run_waiting_imports
from schools.models import Lookup, Pupil
from schools.roles import Role
from tests import factories
from tests.absence.deliveries import HEADINGS, csv_file, line, marks_of, reasons, table

URL = "/opsporing/import/"
PUPILS = csv_file(
    "999101;0056273;;Ada;Krogh;6;6.B;04-05-2014",
    headings="institutionsnummer;elev_id;cpr;fornavn;efternavn;klassetrin;klasse;foedselsdato",
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "folder")]


@pytest.fixture
def folder(settings, tmp_path):
    settings.UPLOAD_DIR = tmp_path / "uploads"
    settings.UPLOAD_DIR.mkdir()
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    return settings.UPLOAD_DIR


@pytest.fixture
def administrator(db):
    user = factories.make_user("Adam Administrator")
    factories.give(user, Role.ADMINISTRATOR)
    return user


@pytest.fixture
def send(client: Any) -> Callable[..., Any]:
    """Send a file as somebody, and return the answer after the redirect."""

    def upload(content: bytes, *, by: Any, name: str = "fravaer.csv", **fields: str) -> Any:
        client.force_login(by)
        file = SimpleUploadedFile(name, content)
        return client.post(URL, {"file": file, **fields}, follow=True)

    return upload


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def run_the_worker(capture: Any) -> None:
    with capture(execute=True):
        run_waiting_imports()


# The road: sent, looked at, let in, read.


def test_a_file_is_shown_before_anything_happens(send, leader, pupil):
    answer = send(csv_file(line(pupil, "16-11-2026"), line(pupil, "14-11-2026")), by=leader)

    page = words(answer)
    assert "Intet er indlæst endnu." in page
    assert "Nye dage</dt> <dd> 1" in page
    assert "14. november 2026 er ikke en skoledag: lørdag." in page
    assert Import.objects.get().status == Import.Status.PREVIEW
    assert Mark.objects.count() == 0


def test_saying_yes_lets_a_worker_read_it(
    client, send, leader, pupil, folder, django_capture_on_commit_callbacks
):
    send(csv_file(line(pupil, "16-11-2026"), line(pupil, "14-11-2026")), by=leader)
    source = Import.objects.get()

    waiting = client.post(f"{URL}{source.public_id}/indlaes/", follow=True)
    run_the_worker(django_capture_on_commit_callbacks)
    done = client.get(f"{URL}{source.public_id}/")

    assert "Filen venter på at blive læst ind" in words(waiting)
    assert 'hx-trigger="every 2s"' in words(waiting)
    assert "1 linje læst, 1 sat til side." in words(done)
    assert "hx-trigger" not in words(done)
    assert len(marks_of(pupil)) == 1
    assert list(folder.iterdir()) == []
    source.refresh_from_db()
    assert (source.status, source.by, source.stored_name) == (Import.Status.DONE, leader, "")


def test_the_page_follows_the_worker_without_being_loaded_anew(client, send, leader, pupil):
    send(csv_file(line(pupil, "16-11-2026")), by=leader)
    source = Import.objects.get()
    client.post(f"{URL}{source.public_id}/indlaes/")
    cache.set(progress_key(source), 40)
    Import.objects.update(status=Import.Status.RUNNING)

    part = client.get(f"{URL}{source.public_id}/", headers={"HX-Request": "true"})

    assert "<html" not in words(part)
    assert "Filen læses ind" in words(part)
    assert "40 %" in words(part)


@pytest.mark.django_db(transaction=True)
def test_when_the_queue_is_silent_the_page_says_that_the_file_will_be_read(
    client, send, leader, pupil, tmp_path, monkeypatch
):
    send(csv_file(line(pupil, "16-11-2026")), by=leader)
    source = Import.objects.get()
    monkeypatch.setenv("CELERY_BROKER_WRITE_URL", f"redis+socket://{tmp_path}/der-er-ingen")

    answer = client.post(f"{URL}{source.public_id}/indlaes/", follow=True)
    run_waiting_imports()

    assert "Køen svarer ikke lige nu." in words(answer)
    assert len(marks_of(pupil)) == 1


def test_reading_the_same_file_again_says_that_nothing_is_changed(
    client, send, leader, pupil, django_capture_on_commit_callbacks
):
    for _ in range(2):
        send(csv_file(line(pupil, "16-11-2026")), by=leader)
        source = Import.objects.latest("pk")
        client.post(f"{URL}{source.public_id}/indlaes/")
        run_the_worker(django_capture_on_commit_callbacks)

    assert "Filen er læst før. Intet er ændret." in words(client.get(f"{URL}{source.public_id}/"))


def test_a_file_without_a_usable_line_says_why_and_cannot_be_let_in(client, send, leader, pupil):
    file = csv_file(*(line(pupil, "16-11-2026", elev_id=f"99{number}") for number in range(10, 14)))

    answer = send(file, by=leader)
    source = Import.objects.get()
    refused = client.post(f"{URL}{source.public_id}/indlaes/", follow=True)

    page = words(answer)
    assert "Ingen linjer kan bruges. Alle 4 er afvist, alle af denne grund: " in page
    assert "Eleven går ikke på Sydhavnsskolen den dag." in page
    assert "Læs ind</button>" not in page
    assert "stod der allerede" not in page
    assert "Ingen linjer kan bruges." in words(refused)
    source.refresh_from_db()
    assert source.status == Import.Status.PREVIEW


def test_a_refusal_of_all_lines_quotes_no_name(send, administrator, pupil):
    answer = send(csv_file(line(pupil, "Asta Lund"), line(pupil, "Asta Lund")), by=administrator)

    assert "Alle 2 er afvist, alle af denne grund: »…« er ikke en dato." in words(answer)
    assert "Lund" not in words(answer)


def test_a_file_with_some_refused_lines_says_how_many_of_each(
    client, send, leader, pupil, django_capture_on_commit_callbacks
):
    send(csv_file(line(pupil, "16-11-2026"), line(pupil, "14-11-2026")), by=leader)
    source = Import.objects.get()
    client.post(f"{URL}{source.public_id}/indlaes/")
    run_the_worker(django_capture_on_commit_callbacks)

    assert "1 linje læst, 1 sat til side." in words(client.get(f"{URL}{source.public_id}/"))


def test_a_file_can_be_given_up(
    client, send, leader, pupil, folder, django_capture_on_commit_callbacks
):
    send(csv_file(line(pupil, "16-11-2026"), line(pupil, "14-11-2026")), by=leader)
    source = Import.objects.get()

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"{URL}{source.public_id}/fortryd/", follow=True)
    run_the_worker(django_capture_on_commit_callbacks)

    assert "Filen er slettet. Intet er indlæst." in words(answer)
    assert list(folder.iterdir()) == []
    assert reasons(source) == {}
    assert Mark.objects.count() == 0


def test_a_file_is_let_in_once(client, send, leader, pupil, django_capture_on_commit_callbacks):
    send(csv_file(line(pupil, "16-11-2026")), by=leader)
    source = Import.objects.get()
    client.post(f"{URL}{source.public_id}/indlaes/")
    run_the_worker(django_capture_on_commit_callbacks)

    for step in ("indlaes", "fortryd"):
        answer = client.post(f"{URL}{source.public_id}/{step}/", follow=True)
        assert "alert" in words(answer) or "ikke" in words(answer)
    source.refresh_from_db()

    assert source.status == Import.Status.DONE


def test_what_became_unusable_meanwhile_is_refused_with_a_sentence(
    client, send, leader, pupil, folder, django_capture_on_commit_callbacks
):
    send(csv_file(line(pupil, "16-11-2026")), by=leader)
    source = Import.objects.get()
    client.post(f"{URL}{source.public_id}/indlaes/")
    (folder / source.stored_name).unlink()

    run_the_worker(django_capture_on_commit_callbacks)

    source.refresh_from_db()
    assert source.status == Import.Status.FAILED
    assert "Filen er her ikke mere. Send den igen." in words(
        client.get(f"{URL}{source.public_id}/")
    )


# What is refused at the door.


def test_a_form_without_a_file_says_what_to_do(client, leader):
    client.force_login(leader)

    answer = client.post(URL, {})

    assert answer.status_code == 422
    assert "Vælg den fil, der skal læses ind." in words(answer)


def test_a_file_that_is_too_big_is_refused(send, leader, settings):
    settings.UPLOAD_MAX_BYTES = 2 * 1024 * 1024

    answer = send(bytes(2 * 1024 * 1024 + 1), by=leader)

    assert answer.status_code == 422
    assert "Filen er over 2 MB." in words(answer)


def test_what_is_wrong_with_a_file_stands_at_the_field(send, leader, folder):
    answer = send(b"%PDF-1.7", by=leader)

    assert answer.status_code == 422
    assert "Filen er en PDF." in words(answer)
    assert list(folder.iterdir()) == []
    assert Import.objects.count() == 0


def test_nobody_can_say_more_than_the_form_asks(send, leader, school, pupil):
    other = factories.make_school("Engbakkeskolen")

    send(
        csv_file(line(pupil, "16-11-2026")),
        by=leader,
        school=other.public_id,
        status="faerdig",
        by_id="1",
        rows_new="99",
    )

    source = Import.objects.get()
    assert (source.school, source.by, source.rows_new) == (school, leader, 1)


# Who may.


def test_only_who_may_read_files_in_finds_the_page(client, tovholder, leader):
    client.force_login(tovholder)
    assert client.get(URL).status_code == 404
    client.force_login(leader)
    assert client.get(URL).status_code == 200


def test_a_school_reads_its_own_lines_alone(send, leader, pupil):
    elsewhere = factories.make_class(factories.make_school("Engbakkeskolen"))
    stranger = factories.make_pupil(elsewhere, "Bo", "Dam")

    send(csv_file(line(pupil, "16-11-2026"), line(stranger, "16-11-2026")), by=leader)

    source = Import.objects.get()
    assert reasons(source) == {3: "Eleven går ikke på Sydhavnsskolen den dag."}
    assert source.rows_new == 1


def test_who_leads_two_schools_says_which_one_the_file_is_from(send, leader, school, pupil):
    other = factories.make_school("Engbakkeskolen")
    factories.give(leader, Role.SKOLELEDER, other)
    file = csv_file(line(pupil, "16-11-2026"))

    unsaid = send(file, by=leader)
    send(file, by=leader, school=school.public_id)

    assert "Vælg, hvilken skole filen er fra." in words(unsaid)
    assert Import.objects.get().school == school


def test_another_schools_file_does_not_exist(client, send, leader, pupil):
    send(csv_file(line(pupil, "16-11-2026")), by=leader)
    source = Import.objects.get()
    client.force_login(factories.make_leader(factories.make_school("Engbakkeskolen"), "Torben"))

    for step in ("", "kolonner/", "afviste.csv"):
        assert client.get(f"{URL}{source.public_id}/{step}").status_code == 404
    for step in ("indlaes", "fortryd"):
        assert client.post(f"{URL}{source.public_id}/{step}/").status_code == 404
    assert "fravaer.csv" not in words(client.get(URL))


def test_a_school_sees_the_municipalitys_file_without_its_lines(
    client, send, administrator, leader, pupil
):
    send(csv_file(line(pupil, "14-11-2026", elev_id="4711")), by=administrator)
    source = Import.objects.get()
    client.force_login(leader)

    page = words(client.get(f"{URL}{source.public_id}/"))

    assert "Afviste linjer</dt> <dd> 1" in page
    assert "4711" not in page
    assert "Læs ind" not in page
    assert client.post(f"{URL}{source.public_id}/indlaes/").status_code == 404


def test_the_administrator_sees_numbers_and_reasons_and_no_child(
    client, send, administrator, pupil
):
    answer = send(csv_file(line(pupil, "14-11-2026"), line(pupil, "16-11-2026")), by=administrator)
    source = Import.objects.get()
    download = client.get(f"{URL}{source.public_id}/afviste.csv").content.decode("utf-8-sig")

    page = words(answer)
    assert "14. november 2026 er ikke en skoledag: lørdag." in page
    assert pupil.elev_id not in page
    assert pupil.last_name not in page
    assert download.splitlines() == [
        "linje;årsag",
        "2;14. november 2026 er ikke en skoledag: lørdag.",
    ]
    assert Lookup.objects.count() == 0


def test_a_name_in_the_wrong_column_is_not_shown_to_the_administrator(
    client, send, administrator, leader, pupil
):
    file = csv_file(
        line(pupil, "Asta Lund"), line(pupil, "16-11-2026", "har feber"), line(pupil, "31-02-2026")
    )

    unseen = words(send(file, by=administrator))
    seen = words(send(file, by=leader))

    assert "»…« er ikke en dato." in unseen
    assert "»31-02-2026« er ikke en dag, der findes." in unseen
    assert "Lund" not in unseen
    assert "feber" not in unseen.casefold()
    assert "»Asta Lund« er ikke en dato." in seen


# Refused lines.


def test_seeing_refused_lines_is_a_look_up_of_the_pupils_in_them(client, send, leader, klasse):
    pupil = factories.make_pupil(klasse, elev_id="0056273")
    send(csv_file(line(pupil, "14-11-2026", elev_id="56273")), by=leader)
    source = Import.objects.get()

    client.get(f"{URL}{source.public_id}/afviste.csv")

    purposes = Lookup.objects.filter(pupil=pupil, user=leader).order_by("pk")
    assert list(purposes.values_list("purpose", flat=True)) == [
        "Afviste linjer i en fraværsfil",
        "Hentede afviste linjer",
    ]


def test_refused_lines_are_downloaded_corrected_and_read_again(client, send, leader, pupil):
    send(csv_file(line(pupil, "31-02-2026"), line(pupil, "17-11-2026")), by=leader)
    source = Import.objects.get()

    answer = client.get(f"{URL}{source.public_id}/afviste.csv")
    corrected = answer.content.replace(b"31-02-2026", b"16-11-2026")
    send(corrected, by=leader)

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="afviste-linjer.csv"'
    assert answer.content.decode("utf-8-sig").splitlines()[0] == f"{HEADINGS};linje;årsag"
    assert (Import.objects.latest("pk").rows_new, reasons(Import.objects.latest("pk"))) == (1, {})


def test_many_refused_lines_come_in_pages(client, send, leader, pupil):
    send(csv_file(*(line(pupil, "31-02-2026") for _ in range(120))), by=leader)
    source = Import.objects.get()

    last = words(client.get(f"{URL}{source.public_id}/?side=3"))

    assert "Viser 101–120 af 120 linjer" in last


def test_more_refused_lines_cost_no_more_queries(
    send, leader, pupil, assert_constant_queries, django_assert_max_num_queries
):
    send(csv_file(line(pupil, "31-02-2026")), by=leader)
    source = Import.objects.get()

    def grow() -> None:
        for number in range(30):
            source.quarantine.create(
                line_number=number + 3, cells=[["elev_id", pupil.elev_id]], reason="x"
            )

    assert_constant_queries(f"{URL}{source.public_id}/", grow)


def test_more_files_cost_no_more_queries(client, leader, school, assert_constant_queries):
    client.force_login(leader)
    factories.make_import(school=school, by=leader)

    assert_constant_queries(
        URL, lambda: [factories.make_import(school=school, by=leader) for _ in range(15)]
    )


# Columns that nobody has explained yet.


def test_unknown_columns_are_explained_once_and_saved(
    client, send, leader, pupil, django_capture_on_commit_callbacks
):
    rows = [
        ["Elev nr.", "Dag", "Årsag", "Bemærkning"],
        [pupil.elev_id, "16-11-2026", "syg", "har feber"],
        [pupil.elev_id, "17-11-2026", "Pjæk", ""],
    ]
    answer = send(table(rows, encoding="cp1252"), by=leader, name="andet.csv")
    source = Import.objects.get()
    url = f"{URL}{source.public_id}/kolonner/"
    said = {"name": "Vores system", "column_0": "elev_id", "column_1": "dato",
            "column_2": "start_kode", "column_3": "-"}  # fmt: skip

    asked = client.get(url)
    codes = client.post(url, said)
    shown = client.post(
        url,
        said | {"code_0": "ULO", "code_1": "SYG", "others": "UKENDT", "save": "1"},
        follow=True,
    )
    client.post(f"{URL}{source.public_id}/indlaes/")
    run_the_worker(django_capture_on_commit_callbacks)

    assert "Kolonnerne er ikke forklaret." in words(answer)
    assert "Årsag" in words(asked)
    assert "I filen: 16-11-2026 · 17-11-2026" in words(asked)
    assert pupil.elev_id not in words(asked)
    assert "feber" not in words(asked)
    assert "Koden PJÆK" in words(codes)
    assert "har feber" not in words(codes) + words(shown)
    assert "Intet er indlæst endnu." in words(shown)
    profile = ImportProfile.objects.get()
    assert profile.columns == {"elev_id": "Elev nr.", "dato": "Dag", "start_kode": "Årsag"}
    assert profile.codes == {"PJÆK": "ULO", "SYG": "SYG", "*": "UKENDT"}
    assert profile.history.get().history_user == leader
    assert [mark[2] for mark in marks_of(pupil)] == [1, 3]


def test_a_saved_profile_is_chosen_by_name_the_next_time(client, send, leader, pupil):
    ImportProfile.objects.create(
        name="Vores system",
        kind="fravaer",
        columns={"elev_id": "Elev nr.", "dato": "Dag", "start_kode": "Årsag"},
    )
    rows = [["Elev nr.", "Dag", "Årsag"], [pupil.elev_id, "16-11-2026", "S"]]

    answer = send(table(rows), by=leader, profile="Vores system")

    assert "Læst som Vores system" in words(answer)
    assert Import.objects.get().rows_new == 1


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"column_1": "-"}, "Vælg den kolonne, der er Dato."),
        ({"column_2": "dato"}, "Den samme betydning er valgt for to kolonner."),
        ({"name": ""}, "Giv profilen et navn."),
        ({"name": "neutral"}, "Der er allerede en profil, der hedder neutral."),
    ],
)
def test_columns_that_are_explained_wrongly_are_asked_again(
    client, send, leader, pupil, said, sentence
):
    rows = [["Elev nr.", "Dag", "Årsag"], [pupil.elev_id, "16-11-2026", "S"]]
    send(table(rows), by=leader)
    source = Import.objects.get()
    typed = {"name": "Mit", "column_0": "elev_id", "column_1": "dato", "column_2": "start_kode"}

    answer = client.post(f"{URL}{source.public_id}/kolonner/", typed | said | {"save": "1"})

    assert answer.status_code == 422
    assert sentence in words(answer)
    assert ImportProfile.objects.count() == 0


# Pupils.


def test_the_administrator_sends_the_register_by_the_page_too(
    client, send, administrator, school, django_capture_on_commit_callbacks
):
    answer = send(PUPILS, by=administrator)
    source = Import.objects.get()
    before = Pupil.objects.count()
    client.post(f"{URL}{source.public_id}/indlaes/")
    run_the_worker(django_capture_on_commit_callbacks)

    assert "Nye elever</dt> <dd> 1" in words(answer)
    assert before == 0
    assert Pupil.objects.get().name == "Ada Krogh"
    assert "Krogh" not in words(client.get(f"{URL}{source.public_id}/"))


def test_a_school_does_not_write_the_register(send, leader):
    answer = send(PUPILS, by=leader)

    assert "Filer med elever læses ind af kommunens administrator." in words(answer)
    assert Pupil.objects.count() == 0


# The clock.


def test_files_that_were_never_let_in_are_given_up_after_a_day(
    send, leader, pupil, folder, django_capture_on_commit_callbacks
):
    send(csv_file(line(pupil, "16-11-2026")), by=leader)
    (folder / "stray").write_bytes(b"x")
    Import.objects.update(created_at=timezone.now() - timedelta(hours=23))
    run_the_worker(django_capture_on_commit_callbacks)
    assert Import.objects.get().status == Import.Status.PREVIEW

    Import.objects.update(created_at=timezone.now() - timedelta(hours=25))
    run_the_worker(django_capture_on_commit_callbacks)

    assert Import.objects.get().status == Import.Status.DROPPED
    assert [path.name for path in folder.iterdir()] == ["stray"]


def test_there_is_room_for_next_years_marks(db):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("drop table if exists absence_mark_2028")
        keep_partitions_ready()
        cursor.execute("select to_regclass('absence_mark_2028') is not null")
        assert cursor.fetchone() == (True,)


# What the file was called.


NAMES = [
    "Asta Lund Krogh 010114-1234.csv",
    "../../Krogh.csv",
    "Krogh\r\nSet-Cookie: x=1.csv",
    "Krogh\u202evsc.exe",
    "Krogh.0101141234",
    "Krogh" * 40 + ".csv",
]


@pytest.mark.parametrize("name", NAMES)
def test_what_the_file_was_called_is_kept_nowhere_and_shown_to_nobody(
    client, send, administrator, leader, pupil, folder, name, django_capture_on_commit_callbacks
):
    day, weekend = line(pupil, "16-11-2026"), line(pupil, "14-11-2026")
    pages = [send(csv_file(day, weekend), by=administrator, name=name)]
    source = Import.objects.get()
    address = f"{URL}{source.public_id}/"
    pages.append(client.post(f"{address}indlaes/", follow=True))
    run_the_worker(django_capture_on_commit_callbacks)
    pages += [client.get(one) for one in (URL, address, f"{address}afviste.csv", "/")]
    client.force_login(leader)
    pages += [client.get(URL), client.get("/")]

    said = "".join(f"{page.content.decode()} {page.headers}" for page in pages)
    source.refresh_from_db()
    kept = " ".join(map(str, Import.objects.values().get().values()))
    kept += " ".join(map(str, Lookup.objects.values_list("purpose", "search")))
    kept += " ".join(path.name for path in folder.rglob("*"))
    shown = "".join(page.content.decode() for page in pages[:6])
    assert "Krogh" not in kept + shown
    for word in ("0101141234", "010114-1234", "Set-Cookie: x", "vsc.exe"):
        assert word not in kept
        assert word not in said
    assert source.name in said
    assert source.name == f"Fravær {timezone.localtime(source.created_at):%d-%m-%Y %H.%M}.csv"


def test_the_file_is_called_after_its_school_where_that_sent_it(send, leader, pupil, school):
    send(csv_file(line(pupil, "16-11-2026")), by=leader)

    assert Import.objects.get().name.startswith(f"Fravær {school} 23-11-2026 10.0")
