"""From uploaded baseline sheets to the plan that the preview shows."""

from villages.imports.baseline_sheet import read_baselines
from villages.queries.import_plan import plan_rows
from villages.queries.import_stored import Stored


def plan_baselines(files, *, year, kind, user, on_progress=None):
    """The ``Plan`` of importing baseline sheets for a year and kind; nothing is stored.

    ``files`` yields pairs of an open binary file and its name; ``user`` limits the villages to theirs, None
    stands for whoever holds the server. ``on_progress(done, total)`` counts rows that were checked.
    """
    rows, findings = read_baselines(files)
    stored = Stored(rows, year=year, kind=kind, user=user)
    return plan_rows(rows, findings, stored, on_progress=on_progress)
