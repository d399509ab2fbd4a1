"""Roles as a table: run ``manage.py sync_roles`` after changing it (``make run`` and deploys do).

Permissions say which *acts* a role may do; ``visible_to(user)`` on the querysets says on which *rows*.
"""

_READ = [
    "villages.view_village",
    "villages.view_agency",
    "villages.view_slumdecree",
    "villages.view_baseline",
    "villages.view_condition",
    "villages.view_project",
    "villages.view_communityorganisation",
    "villages.view_planningdocument",
    "villages.view_workinggroup",
    "villages.view_review",
]
# Whose projects somebody may change is the business of ``Project.objects.editable_by``.
_KEEP_PROJECTS = [
    "villages.add_project",
    "villages.change_project",
    "villages.delete_project",
    "villages.import_project",
    "villages.view_importbatch",
]
# Of which villages is the business of ``editable_by`` on the querysets.
_KEEP_ORGANISATIONS_AND_REVIEWS = [
    "villages.add_communityorganisation",
    "villages.change_communityorganisation",
    "villages.add_review",
    "villages.change_review",
]

# Which follow-ups somebody sees and works on is the business of ``FollowUp.objects``.
_FOLLOW_UPS = ["workshops.view_workshop", "workshops.view_followup"]

ASSISTANT = "Asisten Kota"
BAPPEDA = "Bappeda"
AGENCY_STAFF = "OPD"
VIEWER = "Pengamat"
ADMIN = "Admin"

ROLES = {
    ASSISTANT: [
        *_READ,
        *_FOLLOW_UPS,
        *_KEEP_PROJECTS,
        *_KEEP_ORGANISATIONS_AND_REVIEWS,
        "villages.add_baseline",
        "villages.change_baseline",
        "villages.delete_baseline",
        "villages.submit_baseline",
        "villages.import_baseline",
    ],
    BAPPEDA: [
        *_READ,
        *_FOLLOW_UPS,
        *_KEEP_PROJECTS,
        *_KEEP_ORGANISATIONS_AND_REVIEWS,
        "villages.change_all_organisations",
        "villages.view_all_contacts",
        "villages.conclude_review",
        "villages.add_planningdocument",
        "villages.change_planningdocument",
        "villages.add_workinggroup",
        "villages.change_workinggroup",
        "villages.change_all_projects",
        "villages.confirm_slumreduction",
        "villages.view_all_villages",
        "villages.view_unverified_baselines",
        "villages.verify_baseline",
        "villages.reopen_baseline",
        "villages.view_draft_decrees",
        "villages.add_slumdecree",
        "villages.change_slumdecree",
        "villages.delete_slumdecree",
        "villages.change_village",
        "workshops.add_workshop",
        "workshops.change_workshop",
        "workshops.delete_workshop",
        "workshops.view_all_followups",
        "workshops.add_followup",
        "workshops.change_followup",
        "workshops.change_all_followups",
        "workshops.confirm_followup",
    ],
    AGENCY_STAFF: [
        *_READ,
        *_KEEP_PROJECTS,
        *_FOLLOW_UPS,
        "villages.view_all_villages",
        "workshops.view_all_followups",
        "workshops.change_followup",
    ],
    VIEWER: [
        *_READ,
        *_FOLLOW_UPS,
        "villages.view_all_villages",
        "workshops.view_all_followups",
    ],
    # Works in Django admin (needs is_staff): people, roles, places and agencies, never the review.
    ADMIN: [
        *_READ,
        *_FOLLOW_UPS,
        "workshops.view_all_followups",
        "workshops.view_recommendation",
        "workshops.view_participant",
        "workshops.view_followupnote",
        "workshops.view_digest",
        "villages.view_all_villages",
        "villages.view_unverified_baselines",
        "villages.view_draft_decrees",
        "villages.view_decreelocation",
        "villages.view_neighbourhoodrecord",
        "villages.view_output",
        "villages.view_baselineevent",
        "villages.view_workweek",
        "villages.view_disbursement",
        "villages.view_projectphoto",
        "villages.view_handover",
        "villages.view_inspection",
        "villages.view_importbatch",
        "villages.view_importfile",
        "villages.view_all_contacts",
        "villages.view_workinggroupmember",
        *(
            f"{app}.{act}_{model}"
            for app, model in (
                ("villages", "district"),
                ("villages", "village"),
                ("villages", "neighbourhood"),
                ("villages", "agency"),
                ("auth", "user"),
            )
            for act in ("view", "add", "change")
        ),
        "villages.delete_neighbourhood",
        "villages.delete_agency",
        "auth.view_group",
        "axes.view_accessattempt",
        "axes.delete_accessattempt",
        "axes.view_accesslog",
        "axes.view_accessfailurelog",
    ],
}
