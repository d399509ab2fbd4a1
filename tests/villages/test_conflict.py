"""Two people on the same RT: the second to save sees what the first changed, chooses, and loses nothing."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from kotaku import roles
from tests.factories import MEASURES, make_baseline, make_record, make_user
from villages.models import Baseline, NeighbourhoodRecord

HTMX = {"HX-Request": "true"}


@pytest.fixture
def eka(sync_roles, village):
    """Assists Ani's village too."""
    user = make_user("eka", role=roles.ASSISTANT, first_name="Eka")
    village.assistants.add(user)
    return user


@pytest.fixture
def record(village, ani):
    return make_record(make_baseline(village, by=ani), by=ani)


class Browser:
    """Somebody with the form of an RT open: what it showed, and what they changed since."""

    def __init__(self, user, record):
        self.client, self.url = Client(), record.get_absolute_url()
        self.client.force_login(user)
        self.form = {field: str(value) for field, value in MEASURES.items()} | {"note": ""}
        self.read()

    def read(self):
        self.form["version"] = self.client.get(self.url).context["form"]["version"].value()

    def save(self, headers=None, **changes):
        self.form |= changes
        response = self.client.post(self.url, self.form, headers=headers)
        if response.context and "form" in response.context and not headers:
            self.form["version"] = response.context["form"]["version"].value()
        return response


def stored(record, *fields):
    row = NeighbourhoodRecord.objects.get(pk=record.pk)
    return tuple(getattr(row, field) for field in fields)


def asked(response):
    """(field, mine, theirs, preselected) of every question."""
    conflicts = response.context["form"].conflicts
    return [(item.name, item.mine, item.theirs, item.choice) for item in conflicts]


def text_of(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def both(ani, eka, record):
    """Ani and Eka have the same RT open."""
    return Browser(ani, record), Browser(eka, record)


def test_the_second_to_save_is_asked_field_by_field(both, record):
    first, second = both
    first.save(people="410", households="110", note="Dari Ani")

    response = second.save(people="420", buildings="99")

    assert asked(response) == [
        ("people", "420", "410", "mine"),
        ("households", "120", "110", "theirs"),
        ("note", "–", "Dari Ani", "theirs"),
    ]
    text = text_of(response)
    assert "Diubah oleh Ani sementara Anda mengisi" in text
    assert "Belum ada yang disimpan" in text
    assert 'value="99"' in text
    assert stored(record, "people", "households", "buildings") == (410, 110, 100)


def test_choices_decide_and_nothing_else_is_lost(both, record):
    first, second = both
    first.save(people="410", households="110", note="Dari Ani")
    second.save(people="420", buildings="99")

    response = second.save(
        **{"choice-people": "mine", "choice-households": "theirs", "choice-note": "theirs"}
    )

    assert response.status_code == 302
    assert stored(record, "people", "households", "note", "buildings") == (
        420,
        110,
        "Dari Ani",
        99,
    )
    assert stored(record, "version") == (3,)


def test_ones_own_value_may_be_dropped_for_the_other(both, record):
    first, second = both
    first.save(people="410", area_ha="2,75")
    second.save(people="420", area_ha="3")
    second.save(**{"choice-people": "theirs", "choice-area_ha": "theirs"})
    assert stored(record, "people", "area_ha") == (410, 2.75)


def test_a_choice_against_a_version_that_moved_on_is_asked_again(both, record):
    first, second = both
    first.save(people="410")
    second.save(people="420")
    first.read()
    first.save(people="411")

    mine = second.save(**{"choice-people": "mine"})

    assert asked(mine) == [("people", "420", "411", "mine")]
    assert stored(record, "people") == (411,)


def test_taking_theirs_means_the_value_that_was_shown(both, record):
    first, second = both
    first.save(people="410")
    second.save(people="420")
    first.read()
    first.save(people="411")

    theirs = second.save(**{"choice-people": "theirs"})

    assert asked(theirs) == [("people", "410", "411", "theirs")]
    assert stored(record, "people") == (411,)


def test_what_only_the_second_changed_is_no_question(both, record):
    first, second = both
    first.save(people="410")
    response = second.save(buildings="99")
    assert [name for name, *__ in asked(response)] == ["people"]


def test_making_the_same_change_twice_is_no_conflict(both, record):
    first, second = both
    first.save(people="410")

    response = second.save(people="410", buildings="99")

    assert response.status_code == 302
    assert stored(record, "people", "buildings", "version") == (410, 99, 3)


def test_emptying_a_field_is_a_change_like_any_other(both, record):
    first, second = both
    first.save(people="")
    response = second.save(people="420")
    assert asked(response) == [("people", "420", "–", "mine")]


def test_a_mistyped_value_is_asked_about_too(both, record):
    first, second = both
    first.save(people="410")

    response = second.save(people="empat ratus")

    assert asked(response) == [("people", "empat ratus", "410", "mine")]
    second.save(**{"choice-people": "theirs"})
    assert stored(record, "people") == (410,)


@pytest.mark.parametrize("version", ["", "99", "abc", "-1"])
def test_a_form_of_an_unknown_version_asks_about_every_difference(both, record, version):
    __, second = both
    second.form["version"] = version
    response = second.save(people="420")
    assert asked(response) == [("people", "420", "400", "mine")]
    assert stored(record, "people") == (400,)


def test_autosave_does_not_settle_a_conflict(both, record):
    first, second = both
    first.save(people="410")

    response = second.save(headers=HTMX, people="420")

    assert "Belum tersimpan: Ani mengubah RT ini sementara Anda mengisi." in text_of(response)
    assert "hx-swap-oob" not in text_of(response)
    assert stored(record, "people") == (410,)
    assert asked(second.save()) == [("people", "420", "410", "mine")]


def test_a_page_with_a_conflict_does_not_save_by_itself(both, record):
    first, second = both
    first.save(people="410")
    page = text_of(second.save(people="420"))
    form = page[page.index('id="record-form"') :].split(">")[0]
    assert "hx-post" not in form
    assert "data-changed" in form


def test_a_lost_answer_of_ones_own_autosave_is_no_conflict(both, record):
    """The server saved, the phone never heard: the button then sends the same values with the old version."""
    first, __ = both
    first.save(headers=HTMX, people="410")
    response = first.save(buildings="99")
    assert response.status_code == 302
    assert stored(record, "people", "buildings") == (410, 99)


def test_the_survey_asks_in_words(ani, eka, village):
    baseline = make_baseline(village, by=ani)
    address = reverse("villages:baseline-edit", args=baseline.address)
    first, second = Client(), Client()
    first.force_login(ani)
    second.force_login(eka)
    first.post(
        address,
        {
            "strategic_value": "5",
            "land_status_clear": "True",
            "surveyed_from": "2022-05-01",
            "version": "1",
        },
    )

    response = second.post(
        address,
        {
            "strategic_value": "1",
            "land_status_clear": "False",
            "surveyed_from": "2022-05-02",
            "version": "1",
        },
    )

    assert asked(response) == [
        ("surveyed_from", "2 Mei 2022", "1 Mei 2022", "mine"),
        ("strategic_value", "1 – rendah", "5 – tinggi", "mine"),
        ("land_status_clear", "Tidak", "Ya", "mine"),
    ]
    second.post(
        address,
        {
            "strategic_value": "1",
            "choice-strategic_value": "theirs",
            "land_status_clear": "False",
            "choice-land_status_clear": "theirs",
            "surveyed_from": "2022-05-02",
            "choice-surveyed_from": "theirs",
            "version": "2",
        },
    )
    stored = Baseline.objects.get(pk=baseline.pk)
    assert (stored.strategic_value, stored.land_status_clear, stored.surveyed_from.day) == (
        5,
        True,
        1,
    )


def test_entering_an_rt_does_not_make_the_survey_stale(ani, village, record):
    """The score of the village moves with every RT; that is no change of the survey."""
    client = Client()
    client.force_login(ani)
    Browser(ani, record).save(people="410", irregular_buildings="0")
    address = reverse("villages:baseline-edit", args=record.baseline.address)
    response = client.post(address, {"surveyor": "Tim", "version": "1"})
    assert response.status_code == 302


def test_at_the_same_moment_only_one_saves(transactional_db, ani, eka, village, record):
    """Both post at once with the same version: one is stored, the other is asked, on both databases."""
    people = Browser(ani, record), Browser(eka, record)
    start, answers = Barrier(2), {}

    def post(browser, number):
        try:
            start.wait()
            answers[number] = browser.save(people=str(number))
        finally:
            connection.close()

    threads = [Thread(target=post, args=(browser, 410 + n)) for n, browser in enumerate(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answer.status_code for answer in answers.values()) == [200, 302]
    (winner,) = (number for number, answer in answers.items() if answer.status_code == 302)
    assert stored(record, "people", "version") == (winner, 2)
    loser = next(answer for answer in answers.values() if answer.status_code == 200)
    assert [name for name, *__ in asked(loser)] == ["people"]
