from django.db import migrations, models
from django.db.models import F


def looked_at(apps, schema_editor):
    """What was edited before counts as looked at with the draft it has. What was issued is settled and stays."""
    passages = apps.get_model("reports", "Passage").objects.filter(report__stage__in=["draft", "signed"])
    passages.update(drafted_then=F("drafted"))


class Migration(migrations.Migration):
    dependencies = [("reports", "0006_copies")]

    operations = [
        migrations.AddField(model_name="passage", name="drafted_then", field=models.TextField(blank=True)),
        migrations.RunPython(looked_at, migrations.RunPython.noop),
    ]
