from django.db import migrations

from reports.models.report import check_code


def carry_over(apps, schema_editor):
    """Reports that were asked for before are drafts: with a code each, their document in the list, to be drafted and printed anew."""
    for report in apps.get_model("reports", "Report").objects.all():
        if report.resolution_id:
            report.resolutions.add(report.resolution_id)
        report.check_code, report.status, report.tries, report.error = check_code(), "pending", 0, ""
        report.claim = report.lease_until = None
        report.save(update_fields=["check_code", "status", "tries", "error", "claim", "lease_until"])


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_life")]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
