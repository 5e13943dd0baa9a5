import pytest
from django.db import migrations, models

from kiss.lib.migrating import Tables

CASE = migrations.CreateModel("Case", [("id", models.BigAutoField(primary_key=True))])


def test_what_changes_a_table_made_elsewhere_is_refused() -> None:
    index = models.Index(fields=["id"], name="other_id")

    with pytest.raises(ValueError, match="other: its table is not made here"):
        Tables([CASE, migrations.AddIndex("other", index)])


def test_it_says_how_many_tables_it_makes() -> None:
    index = models.Index(fields=["id"], name="case_id")

    assert Tables([CASE, migrations.AddIndex("case", index)]).describe() == "Make 1 tables"
