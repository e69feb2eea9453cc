from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("units", "0004_reminding"),
    ]

    operations = [
        migrations.AddField(
            model_name="mail",
            name="tried_since",
            field=models.DateTimeField(help_text="the first try since it was put in the queue, at first or by a person", null=True),
        ),
        migrations.AlterField(
            model_name="try",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("sent", "taken by the mail server"),
                    ("later", "not taken now; tried again later"),
                    ("refused", "refused by the mail server"),
                    ("needless", "no longer needed"),
                    ("unsure", "perhaps taken: the line broke before the answer"),
                ],
                max_length=8,
            ),
        ),
    ]
