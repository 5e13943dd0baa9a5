"""Every component renders, with and without what may be left out."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

COMPONENTS = Path(__file__).resolve().parents[2] / "templates" / "components"


@pytest.mark.django_db
def test_the_gallery_shows_every_component(client: Client) -> None:
    page = client.get(reverse("components"))

    assert page.status_code == 200
    shown = {
        template.name.removeprefix("components/")
        for template in page.templates
        if template.name and template.name.startswith("components/")
    }
    assert {path.name for path in COMPONENTS.glob("*.html")} - shown == {"message.html"}


def test_every_component_says_its_parameters_in_its_first_line() -> None:
    silent = [
        path.name for path in COMPONENTS.glob("*.html") if not path.read_text().startswith("{# ")
    ]
    assert silent == []


@pytest.mark.django_db
def test_what_is_wrong_is_said_in_the_summary_and_at_the_field(client: Client) -> None:
    page = client.get(reverse("components")).content.decode()

    assert '<a href="#id_wrong-what">Skriv, hvad I gør.</a>' in page
    assert '<span class="visually-hidden">Fejl: </span>Skriv, hvad I gør.' in page
    assert 'aria-describedby="id_wrong-what_helptext id_wrong-what_error"' in page


@pytest.mark.parametrize("template", ["400.html", "403_csrf.html", "404.html", "500.html"])
def test_an_error_page_stands_without_a_request(template: str) -> None:
    from django.template.loader import render_to_string

    page = render_to_string(template)

    assert "<h1>" in page
    assert "<script" not in page
