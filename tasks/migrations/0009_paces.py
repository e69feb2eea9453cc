from django.db import migrations

CADENCES = ("once", "monthly", "quarterly", "half_yearly", "yearly")


def write_defaults(apps, _schema_editor):
    """A row for each rhythm, so that the administrator finds them; their values are the model's defaults."""
    pace = apps.get_model("tasks", "Pace")
    for cadence in CADENCES:
        pace.objects.get_or_create(cadence=cadence)


class Migration(migrations.Migration):
    dependencies = [("tasks", "0008_reminding")]

    operations = [migrations.RunPython(write_defaults, migrations.RunPython.noop)]
