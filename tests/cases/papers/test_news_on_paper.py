"""The paper says what is new since the home had the last one, and only what stands on it."""

from cases import actions
from tests.cases.papers.conftest import GOALS, HEADINGS, ON, ROWS, SECRET


def test_the_first_paper_has_no_news(plan, paper):
    plan()

    assert paper().sheet.news == []


def test_what_the_home_reads_is_told_of_and_what_is_for_the_school_is_not(
    plan, say, paper, case, tovholder
):
    plan()
    say("Mandag er svær.")
    before = actions.freeze_plan(case, because="Netværksmøde", on=ON, by=tovholder)
    kept = actions.plan_content(case)["indsatser"]
    rows = [
        actions.IndsatsInput(**{**row, "when": "hver dag"} if number == 1 else row)
        for number, row in enumerate(kept)
    ]
    plan(
        headings=HEADINGS
        | {"parents_view": "Vi vil gerne have besked.", "occasion": f"Ny, kun for os: {SECRET}."},
        goals=[GOALS[0], GOALS[1]],
        indsatser=rows[:-1],
    )
    sheet = paper(before=before).sheet

    assert sheet.news == [
        "Mål taget ud: Asta ved, hvad der sker.",
        "Ændret: Møder Asta ved døren: tidspunktet er hver dag (før: Hver mandag kl. 7.50).",
        "Taget ud: Ringer, hvis Asta er væk.",
        "Ændret: Forældrenes ønsker.",
    ]
    assert sheet.news_since == "mandag 23. november 2026"
    assert len(ROWS) == len(rows)
