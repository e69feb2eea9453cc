"""Every row of every table, to see what a request changed."""

from django.db import connection

LEFT_OUT = {"django_session", "django_migrations", "sqlite_sequence"}


def snapshot(*, leave_out=()):
    """{table: sorted rows, each as a text of its columns}, without sessions and the columns named as 'table.column'."""
    rows = {}
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names(cursor)) - LEFT_OUT):
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            keep = [n for n, name in enumerate(names) if f"{table}.{name}" not in leave_out]
            rows[table] = sorted("; ".join(f"{names[n]}={row[n]!r}" for n in keep) for row in cursor.fetchall())
    return rows


def difference(before, after):
    """What is in only one of two snapshots, for a message: [(table, gone rows, new rows)]."""
    return [
        (table, [row for row in before[table] if row not in after[table]], [row for row in after[table] if row not in before[table]])
        for table in before
        if before[table] != after[table]
    ]
