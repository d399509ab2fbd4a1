"""The sheet of interventions: keys, sources, and money that adds up."""

import pytest

from tests.factories import make_output, make_project
from villages.funding import FundingSource
from villages.project_sheet import ALL_HEADINGS, COLUMN_NAMES, RowKey, project_rows, source_names


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("K12-O345", RowKey(12, 345)),
        ("K12", RowKey(12)),
        (" k12 - o345 ", RowKey(12, 345)),
    ],
)
def test_a_key_is_read_as_it_is_written(text, key):
    assert RowKey.read(text) == key
    assert RowKey.read(str(key)) == key


@pytest.mark.parametrize("text", ["", None, "12", "K0", "K12-", "K12-O0", "K-O3", "K1K2", 12, "KA"])
def test_what_is_no_key_is_none(text):
    assert RowKey.read(text) is None


def test_sources_share_a_cell():
    assert source_names([FundingSource.STATE, "self_help"]) == "APBN + Swadaya"
    assert source_names([]) == ""


def test_every_column_has_a_name():
    assert list(COLUMN_NAMES) == list(ALL_HEADINGS)


def budgets(project):
    return [
        dict(zip(ALL_HEADINGS, row, strict=True))["anggaran"]
        for row in project_rows(project, project.outputs.all())
    ]


def test_the_budget_stands_once(db):
    project = make_project()
    assert budgets(project) == [100_000_000]

    for __ in range(2):
        make_output(project)
    assert budgets(project) == [100_000_000, None]


def test_money_of_an_output_stands_beside_it(db):
    project = make_project()
    make_output(project, cost_rp=60_000_000, source="state")
    make_output(project)

    assert budgets(project) == [60_000_000, None]
    rows = [
        dict(zip(ALL_HEADINGS, row, strict=True))["sumber_dana"]
        for row in project_rows(project, project.outputs.all())
    ]
    assert rows == ["APBN", "APBD kabupaten"]
