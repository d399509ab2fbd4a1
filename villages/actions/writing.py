"""Writing a row of which people see versions and a history."""

REASON_LENGTH = 100


def write_version(row, *, by, reason=""):
    """Save ``row`` as its next version, with who did it and why in its history."""
    row.version = row.version + 1 if row.pk else 1
    row._history_user = by
    row._change_reason = reason.strip()[:REASON_LENGTH] or None
    row.save()
    return row
