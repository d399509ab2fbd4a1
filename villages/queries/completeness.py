"""What is missing or late in the regency: the table of named checks.

To add one, write a function of a user and some villages (a queryset of those the person sees) that returns
a ``Check``, and put it in ``CHECKS``. Other apps register theirs with ``villages.registry.checks``.
"""

from villages import registry
from villages.queries import check_places, check_plans, work_waiting

CHECKS = (
    check_places.decree_due,
    check_plans.review_late,
    check_plans.group_ending,
    check_places.without_baseline,
    check_places.without_assistant,
    check_places.rt_without_record,
    check_places.location_without_rts,
    check_places.decree_without_locations,
    check_plans.project_without_output,
    check_plans.finished_without_handover,
    work_waiting.weeks_missing,
    work_waiting.inspections_overdue,
    check_plans.without_maintainer,
    check_plans.review_not_begun,
    check_plans.document_ending,
    check_places.decree_without_file,
    check_places.location_without_coordinates,
    check_plans.organisation_without_chair,
    check_places.without_area,
)


def own_checks(user, villages):
    """Those of this app: the provider that it registers."""
    return [check(user, villages) for check in CHECKS]


def all_checks(user, villages):
    """The checks of every app over some villages, what matters most first."""
    found = registry.checks.collect(user, villages)
    return sorted(found, key=lambda check: check.severity.rank)
