"""What set-up and production are made from: files, read as files."""

import json
import re
import subprocess

import pytest

from kiss.services.places import ROOT

SECRETS = ("SECRET_KEY", "FIELD_KEY", "POSTGRES_PASSWORD", "PROGRAM_PASSWORD")


@pytest.mark.parametrize("name", ["app", "dev", "node"])
def test_every_locked_package_has_a_hash_and_no_host(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text()

    assert "://" not in text
    assert not re.search(r"^--", text, re.MULTILINE)
    entries = re.split(r"\n(?=[a-z])", text)
    assert all("==" in entry and "--hash=sha256:" in entry for entry in entries)


def test_production_has_the_very_versions_that_are_tested() -> None:
    def versions(name: str) -> set[str]:
        text = (ROOT / "requirements" / f"{name}.txt").read_text()
        return set(re.findall(r"^([a-z0-9-]+==\S+)", text, re.MULTILINE))

    assert versions("app") < versions("dev")


def test_the_front_ends_lock_names_no_host() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text())

    for path, package in lock["packages"].items():
        assert "resolved" not in package
        assert path == "" or package["integrity"].startswith("sha512-")


def test_every_image_is_pinned_to_a_version() -> None:
    compose = (ROOT / "docker-compose.yml").read_text()
    dockerfile = (ROOT / "Dockerfile").read_text()

    images = re.findall(r"^\s*image: (\S+)", compose, re.MULTILINE)
    images += re.findall(r"^FROM (\S+)", dockerfile, re.MULTILINE)

    assert len(images) == 5
    assert [image for image in images if not re.search(r":\d+\.\d+\.\d+|:\d+\.\d+-", image)] == []


@pytest.mark.parametrize("name", SECRETS)
def test_production_does_not_start_without_its_secrets(name: str) -> None:
    compose = (ROOT / "docker-compose.yml").read_text()
    example = (ROOT / ".env.example").read_text()

    uses = re.findall(rf"\$\{{{name}(.*?)\}}", compose)

    assert uses
    assert all(use.startswith(":?") for use in uses)
    assert re.search(rf"^{name}=$", example, re.MULTILINE)


def test_only_the_migrations_of_production_know_the_owner() -> None:
    compose = (ROOT / "docker-compose.yml").read_text()
    owner = "postgres://kiss:${POSTGRES_PASSWORD"
    shared, services = compose.split("\nservices:\n")
    parts = dict(re.findall(r"^  (\w+):\n((?:(?:   .*)?\n)+)", services, re.MULTILINE))

    assert set(parts) >= {"web", "worker", "beat", "migrate", "database"}
    assert "DATABASE_URL: postgres://kiss_program:${PROGRAM_PASSWORD" in shared
    assert "POSTGRES_PASSWORD" not in shared
    assert [name for name, text in parts.items() if owner in text] == ["migrate"]
    assert [name for name, text in parts.items() if "POSTGRES_PASSWORD" in text] == [
        "migrate",
        "database",
    ]


def test_nothing_that_is_made_here_gets_committed() -> None:
    ignored = (ROOT / ".gitignore").read_text().splitlines()

    for name in ("/.venv/", "/.tools/", "/.run/", "/node_modules/", "/static/vendor/", "/.env"):
        assert name in ignored


def test_make_lists_what_it_can_do() -> None:
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    for name in ("setup", "run", "test", "check", "bench", "fix", "law"):
        assert re.search(rf"^{name} +\S", listed, re.MULTILINE), name
