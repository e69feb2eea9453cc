"""What a supporting part was opened for: until now the unit that has it."""

from django.db import migrations
from django.db.models import F


def fill(apps, _editor):
    apps.get_model("tasks", "Part").objects.filter(opened_for=None).update(opened_for=F("unit"))


class Migration(migrations.Migration):
    dependencies = [("tasks", "0003_life_of_an_assignment")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
