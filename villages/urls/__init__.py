"""Addresses of the app: Indonesian paths, one file per noun."""

from villages.urls import (
    baseline,
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
    *review.urlpatterns,
    *sheet.urlpatterns,
    *baseline.urlpatterns,
]
