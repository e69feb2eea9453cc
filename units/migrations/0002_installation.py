from django.db import migrations


def make(apps, schema_editor):
    """The one row, so that no page makes it while it is read."""
    apps.get_model("units", "Installation").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("units", "0001_initial")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
