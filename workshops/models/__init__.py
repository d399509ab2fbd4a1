"""Meetings and what follows from them, one file per noun."""

from workshops.models.follow_up import FollowUp
from workshops.models.material import Material
from workshops.models.note import FollowUpNote
from workshops.models.outbox import Digest, NoDigest
from workshops.models.participant import Participant
from workshops.models.recommendation import Recommendation, StrategicIssue
from workshops.models.session import WorkshopSession
from workshops.models.workshop import Workshop

__all__ = [
    "Digest",
    "FollowUp",
    "FollowUpNote",
    "Material",
    "NoDigest",
    "Participant",
    "Recommendation",
    "StrategicIssue",
    "Workshop",
    "WorkshopSession",
]
