"""What the database itself refuses of reports: what was issued stands, with its text, its figures and its bytes."""

from tasks.triggers import Refusal, changed, log_table

KEPT = "EXISTS (SELECT 1 FROM reports_report WHERE id = {report} AND stage IN ('issued', 'replaced', 'withdrawn'))"
FACTS = (
    "id key committee_id scope_kind scope_class scope_unit_id scope_leader_id period_start period_end cutoff made_by_id asked_at check_code contents "
    "contents_sha256 drafted_at rows seal replaces_id signed_by_id signed_at issued_by_id issued_at"
)
BYTES = "file sha256 size pages ready_at status"
BACK = "(NEW.stage IN ('draft', 'signed') OR OLD.stage <> 'issued' AND NEW.stage <> OLD.stage)"
ISSUED_CHANGED = (
    f"OLD.stage IN ('issued', 'replaced', 'withdrawn') AND ({BACK} OR {changed(*FACTS.split())} "
    f"OR OLD.status = 'ready' AND {changed(*BYTES.split())} OR OLD.number <> '' AND {changed('number', 'issued_on')} "
    f"OR OLD.ended_at IS NOT NULL AND {changed('ended_by_id', 'ended_at', 'ended_because')})"
)
SAYS = "this report was issued"


def of_issued(table):
    """Refusals for rows that belong to a report: none is added, changed or taken away once it was issued."""
    old, new = KEPT.format(report="OLD.report_id"), KEPT.format(report="NEW.report_id")
    return [
        Refusal(f"{table}_added", table, "INSERT", new, SAYS),
        Refusal(f"{table}_changed", table, "UPDATE", f"{old} OR {new}", SAYS),
        Refusal(f"{table}_removed", table, "DELETE", old, SAYS),
    ]


REFUSALS = [
    Refusal("reports_report_fixed", "reports_report", "UPDATE", ISSUED_CHANGED, SAYS),
    Refusal("reports_report_kept", "reports_report", "DELETE", "OLD.stage IN ('issued', 'replaced', 'withdrawn')", SAYS),
    Refusal("reports_report_no_replace", "reports_report", "INSERT", KEPT.format(report="NEW.id"), SAYS, only="sqlite"),
    *of_issued("reports_report_resolutions"),
    *of_issued("reports_passage"),
    *log_table("reports_reading", what="who read a report"),
]
