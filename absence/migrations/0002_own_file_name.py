"""What a file was called is forgotten: a name may hold a child's name or number."""

from django.db import migrations, models

SPREADSHEETS = "update absence_import set extension = 'xlsx' where file_name ilike '%.xlsx'"


class Migration(migrations.Migration):
    dependencies = [("absence", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="import",
            name="extension",
            field=models.CharField(default="csv", max_length=8, verbose_name="filtype"),
        ),
        migrations.RunSQL(SPREADSHEETS, migrations.RunSQL.noop),
        migrations.RemoveField(model_name="import", name="file_name"),
    ]
