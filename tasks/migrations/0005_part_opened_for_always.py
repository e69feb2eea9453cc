import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tasks", "0004_part_opened_for"), ("units", "0002_installation")]
    operations = [
        migrations.AlterField(
            model_name="part",
            name="opened_for",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="opened_parts", to="units.unit"),
        )
    ]
