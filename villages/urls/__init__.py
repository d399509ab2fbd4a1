"""Addresses of the app: Indonesian paths, one file per noun."""

from villages.urls import (
    baseline,
    completeness,
    decree,
    document,
    importing,
    needs,
    neighbourhood,
    organisation,
    out_of_step,
    project,
    reduction,
    review,
    sheet,
    village,
    village_review,
    work,
    working_group,
)

app_name = "villages"
urlpatterns = [
    *village.urlpatterns,
    *neighbourhood.urlpatterns,
    *reduction.urlpatterns,
    *decree.urlpatterns,
    *project.urlpatterns,
    *work.urlpatterns,
    *importing.urlpatterns,
    *out_of_step.urlpatterns,
    *needs.urlpatterns,
    *organisation.urlpatterns,
    *document.urlpatterns,
    *working_group.urlpatterns,
    *completeness.urlpatterns,
    *village_review.urlpatterns,
    *review.urlpatterns,
    *sheet.urlpatterns,
    *baseline.urlpatterns,
]
