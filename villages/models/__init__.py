"""The programme's data, one file per noun."""

from villages.models.agency import Agency
from villages.models.baseline import Baseline
from villages.models.decree import DecreeLocation, SlumDecree
from villages.models.event import BaselineEvent
from villages.models.importing import ImportBatch, ImportFile
from villages.models.locked import Locked
from villages.models.record import MEASURE_FIELDS, NeighbourhoodRecord
from villages.models.village import District, Neighbourhood, Village

__all__ = [
    "MEASURE_FIELDS",
    "Agency",
    "Baseline",
    "BaselineEvent",
    "DecreeLocation",
    "District",
    "ImportBatch",
    "ImportFile",
    "Locked",
    "Neighbourhood",
    "NeighbourhoodRecord",
    "SlumDecree",
    "Village",
]
