"""The format of each kind of sheet that can be imported."""

from villages.imports.baseline_sheet import BASELINE_FORMAT
from villages.imports.project_sheet import PROJECT_FORMAT
from villages.models import ImportBatch

FORMATS = {
    ImportBatch.Subject.BASELINE: BASELINE_FORMAT,
    ImportBatch.Subject.PROJECT: PROJECT_FORMAT,
}
