from django.db import migrations, models

import reports.models.report


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_drafts")]

    operations = [
        migrations.RemoveField(model_name="report", name="resolution"),
        migrations.AlterField(
            model_name="report",
            name="check_code",
            field=models.CharField(default=reports.models.report.check_code, max_length=10, unique=True),
        ),
    ]
