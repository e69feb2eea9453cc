from django.db import migrations
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, NullIf


def mark(apps, schema_editor):
    """Posts to which a duty was given before this was marked: reports go on printing the holder's name of today."""
    posts, users = apps.get_model("units", "Appointment").objects, apps.get_model("units", "User").objects
    assignments, entries = apps.get_model("tasks", "Assignment").objects, apps.get_model("tasks", "Entry").objects
    given = Q(pk__in=assignments.exclude(opened_for_person=None).values("opened_for_person"))
    given |= Q(pk__in=assignments.exclude(person=None).values("person")) | Q(pk__in=entries.exclude(person=None).values("person"))
    holder = users.filter(pk=OuterRef("user")).values(name=Coalesce(NullIf("full_name", Value("")), F("username")))
    posts.filter(given, in_use=False).update(in_use=True, printed_name=Subquery(holder))


class Migration(migrations.Migration):
    dependencies = [("tasks", "0005_part_opened_for_always"), ("units", "0003_naming_and_succession")]
    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
