"""What the database itself refuses, whoever asks: changing the log, and changing what past reports read.

Installed at the end of every ``migrate``, because SQLite loses a table's triggers in silence when a migration remakes it. There is no
switch to lift them.
"""

from dataclasses import dataclass

from django.db import connections

from tasks.models.entry import Entry

FIXED_TASK = [
    "title",
    "provision_id",
    "cadence",
    "starts_on",
    "measure",
    "measure_unit",
    "target",
    "is_share",
    "adds_up",
    "sums_over_units",
    "supervising_unit_id",
]
FIXED_ASSIGNMENT = "task_id opened_for_id opened_for_person_id period_start period_end assigned_at".split()
GIVEN = "EXISTS (SELECT 1 FROM tasks_assignment WHERE task_id = {task})"
IN_FORCE = "EXISTS (SELECT 1 FROM resolutions_resolution WHERE id = OLD.resolution_id AND state = 'in_force')"


def changed(*columns):
    """SQL: whether one of these columns changes. IS DISTINCT FROM on PostgreSQL, IS NOT on SQLite."""
    return "(" + " OR ".join(f"NEW.{name} {{differs}} OLD.{name}" for name in columns) + ")"


@dataclass(frozen=True)
class Refusal:
    """``event`` on ``table`` is refused where ``when`` holds ('' is always). ``only``: a vendor, where the other needs none."""

    name: str
    table: str
    event: str
    when: str
    says: str
    only: str = ""

    def condition(self, vendor):
        return self.when.replace("{differs}", "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT")


def log_table(table, *unique, update="", what="the log"):
    """Refusals for a table of the log, or of what else is kept as it was written; an UPDATE only where ``update`` holds.

    On SQLite REPLACE passes by the DELETE trigger, so an INSERT over a row that is there is refused too.
    """
    same = [" AND ".join(f"{column} = NEW.{column}" for column in key) for key in [("id",), *unique]]
    over = " OR ".join(f"EXISTS (SELECT 1 FROM {table} WHERE {condition})" for condition in same)  # noqa: S608  (names of ours)
    return [
        Refusal(f"{table}_no_update", table, "UPDATE", update, f"{what} is never changed"),
        Refusal(f"{table}_no_delete", table, "DELETE", "", f"{what} is never deleted"),
        Refusal(f"{table}_no_replace", table, "INSERT", over, f"{what} is never replaced", only="sqlite"),
        Refusal(f"{table}_no_truncate", table, "TRUNCATE", "", f"{what} is never deleted", only="postgresql"),
    ]


def taken_over(old, new):
    """SQL: whether the unit in column ``old`` was taken over by the one in column ``new``."""
    return f"EXISTS (SELECT 1 FROM units_succession WHERE old_id = {old} AND new_id = {new})"  # noqa: S608


NAMED = "EXISTS (SELECT 1 FROM units_unitname WHERE unit_id = OLD.id)"
BY_A_DATED_NAME = "EXISTS (SELECT 1 FROM units_unitname WHERE unit_id = OLD.id AND name = NEW.name AND short_name = NEW.short_name)"
SUCCESSION = changed("id", "old_id", "new_id", '"on"', "kind", "decision", "key", "made_by_id", "made_at")
ONE_DECISION = "EXISTS (SELECT 1 FROM units_succession WHERE old_id = NEW.old_id AND key <> NEW.key)"
IN_USE = "EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id AND in_use)"
IN_ORDER = "NEW.number {differs} 1 + (SELECT COALESCE(MAX(number), 0) FROM tasks_entry WHERE assignment_id = NEW.assignment_id)"
# An urging slip: what was sent stands, with its lines; it goes out only over work that is late and silent still, a colour after the one before.
SENT = "EXISTS (SELECT 1 FROM tasks_slip WHERE id = {slip} AND state = 'sent')"
SLIP_FACTS = (
    "id key committee_id unit_id person_id colour state proposed_at postponed_until number issued_at issued_by_id answer_by printed"
)
SLIP_CHANGED = f"({changed(*SLIP_FACTS.split())} OR OLD.received_at IS NOT NULL AND {changed('received_at', 'received_by_id')})"
KINDS = ", ".join(f"'{kind}'" for kind in Entry.BREAKING)
HEARD = f"JOIN tasks_entry e ON e.assignment_id = l.assignment_id AND e.id > l.since_id AND e.kind IN ({KINDS})"
KEPT = "EXISTS (SELECT 1 FROM tasks_slipline l {joined} WHERE l.slip_id = OLD.id AND l.dropped_at IS NULL)"
SENT_IN_VAIN = f"NEW.state = 'sent' AND OLD.state <> 'sent' AND (NOT {KEPT.format(joined='')} OR {KEPT.format(joined=HEARD)})"
LINE_FACTS = "id slip_id assignment_id colour basis_id since_id before_id due_on"
LINE_CHANGED = f"OLD.dropped_at IS NOT NULL OR {SENT.format(slip='OLD.slip_id')} OR {changed(*LINE_FACTS.split())}"
LINE_BEFORE = (
    "EXISTS (SELECT 1 FROM tasks_slipline l JOIN tasks_slip s ON s.id = l.slip_id WHERE l.id = NEW.before_id AND l.dropped_at IS NULL AND s.state = 'sent' "
    "AND l.assignment_id = NEW.assignment_id AND l.since_id = NEW.since_id AND l.colour = CASE NEW.colour WHEN 'red' THEN 'yellow' ELSE 'blue' END)"
)
OTHER_COLOUR = "NEW.colour <> (SELECT colour FROM tasks_slip WHERE id = NEW.slip_id)"
LINE_UNFOUNDED = f"{SENT.format(slip='NEW.slip_id')} OR {OTHER_COLOUR} OR NEW.before_id IS NOT NULL AND NOT {LINE_BEFORE}"
REFUSALS = [
    *log_table("tasks_entry", ("key",)),
    *log_table("tasks_evidence", ("entry_id", "position")),
    *log_table("tasks_seal", ("day",)),
    Refusal("tasks_entry_in_order", "tasks_entry", "INSERT", IN_ORDER, "the log is written in order"),
    *log_table("units_unitname", ("key",)),
    *log_table("units_succession", ("old_id", "new_id"), update=f"OLD.applied_at IS NOT NULL OR {SUCCESSION}"),
    Refusal("units_succession_one_decision", "units_succession", "INSERT", ONE_DECISION, "this unit was taken over already"),
    Refusal("units_succession_no_circle", "units_succession", "INSERT", taken_over("NEW.new_id", "NEW.old_id"), "these units would take over from each other"),
    Refusal("units_unit_fixed", "units_unit", "UPDATE", f"OLD.in_use AND {changed('kind', 'in_use')}", "work was given to this unit"),
    Refusal(
        "units_unit_named", "units_unit", "UPDATE", f"(OLD.in_use OR {NAMED}) AND {changed('name', 'short_name')} AND NOT {BY_A_DATED_NAME}",
        "reports speak of this unit by its dated names",
    ),
    Refusal(
        "units_unit_placed", "units_unit", "UPDATE", f"OLD.in_use AND {changed('parent_id')} AND NOT {taken_over('OLD.parent_id', 'NEW.parent_id')}",
        "work was given to this unit, and nobody took over from the one it belongs to",
    ),
    Refusal("units_unit_no_replace", "units_unit", "INSERT", IN_USE.format(table="units_unit"), "work was given to this unit", only="sqlite"),
    Refusal(
        "units_appointment_fixed", "units_appointment", "UPDATE",
        f"OLD.in_use AND {changed('user_id', 'unit_id', 'role', 'valid_from', 'printed_name', 'in_use')}", "a duty was given to this post",
    ),
    Refusal(
        "units_appointment_no_replace", "units_appointment", "INSERT", IN_USE.format(table="units_appointment"), "a duty was given to this post",
        only="sqlite",
    ),
    Refusal(
        "tasks_task_fixed", "tasks_task", "UPDATE", f"{changed(*FIXED_TASK)} AND {GIVEN.format(task='OLD.id')}", "this task was given to units"
    ),
    Refusal("tasks_task_cures_added", "tasks_task_cures", "INSERT", GIVEN.format(task="NEW.task_id"), "this task was given to units"),
    Refusal("tasks_task_cures_changed", "tasks_task_cures", "UPDATE", GIVEN.format(task="OLD.task_id"), "this task was given to units"),
    Refusal("tasks_task_cures_removed", "tasks_task_cures", "DELETE", GIVEN.format(task="OLD.task_id"), "this task was given to units"),
    Refusal(
        "resolutions_provision_fixed", "resolutions_provision", "UPDATE",
        f"{changed('resolution_id', 'label', 'kind', 'text', 'position')} AND ({IN_FORCE} OR {IN_FORCE.replace('OLD', 'NEW')})", "the document is in force",
    ),
    Refusal("resolutions_provision_added", "resolutions_provision", "INSERT", IN_FORCE.replace("OLD", "NEW"), "the document is in force"),
    Refusal("tasks_assignment_fixed", "tasks_assignment", "UPDATE", changed(*FIXED_ASSIGNMENT), "what an assignment is for stays"),
    Refusal("tasks_part_fixed", "tasks_part", "UPDATE", changed("assignment_id", "opened_for_id", "required"), "what a part is for stays"),
    Refusal("tasks_part_kept", "tasks_part", "DELETE", "", "a supporting part stays"),
    Refusal("tasks_extension_kept", "tasks_extension", "DELETE", "", "a request for time stays"),
    Refusal(
        "tasks_extension_fixed", "tasks_extension", "UPDATE",
        f"OLD.outcome <> 'pending' OR {changed('assignment_id', 'asked_id', 'due_before', 'wanted_on')}", "a request for time is decided once",
    ),
    Refusal("resolutions_provision_kept", "resolutions_provision", "DELETE", IN_FORCE, "the document is in force"),
    *log_table("tasks_slip", ("key",), update=f"OLD.state = 'sent' AND {SLIP_CHANGED}", what="a slip that was sent"),
    Refusal("tasks_slip_in_vain", "tasks_slip", "UPDATE", SENT_IN_VAIN, "something was heard of this work, or the slip is empty"),
    *log_table("tasks_slipline", update=LINE_CHANGED, what="a line of a slip"),
    Refusal("tasks_slipline_founded", "tasks_slipline", "INSERT", LINE_UNFOUNDED, "no unanswered slip of the colour before, or the slip was sent"),
    *log_table("tasks_postponement", what="a postponement"),
]  # fmt: skip


def refuse(refusals):
    """Add what another app wants refused; twice is once."""
    REFUSALS.extend(one for one in refusals if one not in REFUSALS)


def wanted(vendor):
    """The refusals that this vendor's database must hold."""
    return [refusal for refusal in REFUSALS if refusal.only in ("", vendor)]


def statements(refusal, vendor):
    """SQL that puts one refusal in place, whether it was there or not."""
    r, condition = refusal, refusal.condition(vendor)
    if vendor == "sqlite":
        when = f"WHEN {condition} " if condition else ""
        return [
            f"DROP TRIGGER IF EXISTS {r.name}",
            f"CREATE TRIGGER {r.name} BEFORE {r.event} ON {r.table} {when}BEGIN SELECT RAISE(ABORT, '{r.says}'); END",
        ]
    each = "STATEMENT" if r.event == "TRUNCATE" or not condition else "ROW"
    back = "RETURN NULL;" if each == "STATEMENT" else "RETURN OLD;" if r.event == "DELETE" else "RETURN NEW;"
    return [
        f"CREATE OR REPLACE FUNCTION {r.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition or 'TRUE'} THEN "
        f"RAISE EXCEPTION '{r.says}' USING ERRCODE = 'integrity_constraint_violation'; END IF; {back} END $$",
        f"CREATE OR REPLACE TRIGGER {r.name} BEFORE {r.event} ON {r.table} FOR EACH {each} EXECUTE FUNCTION {r.name}()",
    ]


def install(connection):
    """Put every refusal in place. Idempotent."""
    with connection.cursor() as cursor:
        for refusal in wanted(connection.vendor):
            for statement in statements(refusal, connection.vendor):
                cursor.execute(statement)


def missing(connection):
    """Names of the refusals that the database does not hold, in order."""
    catalogue = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'" if connection.vendor == "sqlite" else "SELECT tgname FROM pg_trigger"
    )
    with connection.cursor() as cursor:
        cursor.execute(catalogue)
        there = {name for (name,) in cursor.fetchall()}
    return [refusal.name for refusal in wanted(connection.vendor) if refusal.name not in there]


def before_migrate(using, **_kwargs):
    """On SQLite a migration remakes tables, and a trigger that names another table stops that: they are taken off and put back after it.

    Whoever may migrate owns the database file; nobody else gets them off by this.
    """
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for refusal in wanted("sqlite"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {refusal.name}")


def after_migrate(using, **_kwargs):
    """At the end of ``migrate``: only where all the tables are there, as they are not in the middle of a first set-up by app."""
    connection = connections[using]
    if {refusal.table for refusal in REFUSALS} <= set(connection.introspection.table_names()):
        install(connection)
