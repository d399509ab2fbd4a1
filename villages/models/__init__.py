"""The programme's data, one file per noun."""

from villages.models.agency import Agency
from villages.models.baseline import Baseline
from villages.models.condition import Condition, SlumReduction
from villages.models.decree import DecreeLocation, SlumDecree
from villages.models.document import PlanningDocument
from villages.models.event import BaselineEvent
from villages.models.handover import Handover, Inspection
from villages.models.importing import ImportBatch, ImportFile
from villages.models.locked import Locked
from villages.models.organisation import CommunityOrganisation
from villages.models.output import Output
from villages.models.project import Project
from villages.models.record import MEASURE_FIELDS, NeighbourhoodRecord
from villages.models.village import District, Neighbourhood, Village
from villages.models.village_review import Review
from villages.models.work import Disbursement, ProjectPhoto, WorkWeek
from villages.models.working_group import WorkingGroup, WorkingGroupMember

__all__ = [
    "MEASURE_FIELDS",
    "Agency",
    "Baseline",
    "BaselineEvent",
    "CommunityOrganisation",
    "Condition",
    "DecreeLocation",
    "Disbursement",
    "District",
    "Handover",
    "ImportBatch",
    "ImportFile",
    "Inspection",
    "Locked",
    "Neighbourhood",
    "NeighbourhoodRecord",
    "Output",
    "PlanningDocument",
    "Project",
    "ProjectPhoto",
    "Review",
    "SlumDecree",
    "SlumReduction",
    "Village",
    "WorkWeek",
    "WorkingGroup",
    "WorkingGroupMember",
]
