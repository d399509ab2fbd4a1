"""Acts: whatever changes a state or several rows, always with a doer (``by``)."""

from villages.actions.baseline import (
    delete_baseline,
    edit_baseline,
    open_baseline,
    reopen_baseline,
    return_baseline,
    submit_baseline,
    verify_baseline,
)
from villages.actions.record import add_record, remove_record, save_record

__all__ = [
    "add_record",
    "delete_baseline",
    "edit_baseline",
    "open_baseline",
    "remove_record",
    "reopen_baseline",
    "return_baseline",
    "save_record",
    "submit_baseline",
    "verify_baseline",
]
