"""Follow-ups from the reviews of decree villages: planning them, and where they are shown."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_decree, make_follow_up, make_review, make_village
from workshops.actions.follow_up import plan_follow_ups
from workshops.models import FollowUp

pytestmark = pytest.mark.django_db


def in_days(number):
    return timezone.localdate() + timedelta(days=number)


def words(client, url):
    return " ".join(client.get(url).content.decode().split())


@pytest.fixture
def review(village):
    """Of the SK Kumuh of ani's village in 2022, four days late."""
    make_decree(villages=[village])
    return make_review(village, year=2022, due_on=in_days(-4), finding="Peta belum ada")


@pytest.fixture
def plan_url(review):
    return reverse("workshops:follow-up-plan-review", args=[review.pk])


# --- planning --------------------------------------------------------------------------------------------


def test_what_the_review_says_is_filled_in(client, citra, plan_url, village):
    client.force_login(citra)

    form = client.get(plan_url).context["form"]

    assert form.initial == {
        "agencies": [],
        "task": "Tinjau SK Kumuh Kebonagung 2022: Peta belum ada",
        "villages": [village.pk],
        "due_on": in_days(30),
    }


@pytest.mark.parametrize(
    ("fields", "task"),
    [
        ({"recommendation": "Lengkapi peta"}, "Tinjau SK Kumuh Kebonagung 2022: Lengkapi peta"),
        ({"finding": ""}, "Tinjau SK Kumuh Kebonagung 2022"),
        (
            {"status": "done", "reviewer": "Bappeda", "reviewed_on": in_days(0)},
            "Tindak lanjuti tinjauan SK Kumuh Kebonagung 2022: Peta belum ada",
        ),
    ],
)
def test_the_task_follows_what_was_written(client, citra, plan_url, review, fields, task):
    type(review).objects.filter(pk=review.pk).update(**fields)
    client.force_login(citra)

    assert client.get(plan_url).context["form"].initial["task"] == task


def test_a_day_that_is_ahead_is_kept(client, citra, village):
    review = make_review(village, due_on=in_days(7))
    client.force_login(citra)

    response = client.get(reverse("workshops:follow-up-plan-review", args=[review.pk]))

    assert response.context["form"].initial["due_on"] == in_days(7)


def test_one_step_makes_a_follow_up_per_agency(
    client, citra, plan_url, review, perkim, dlh, village
):
    client.force_login(citra)
    answers = {
        "task": "Lengkapi peta",
        "agencies": [perkim.pk, dlh.pk],
        "due_on": in_days(10).isoformat(),
        "villages": [village.pk],
    }

    response = client.post(plan_url, answers, follow=True)

    assert response.redirect_chain == [(f"{review.get_absolute_url()}#tindak-lanjut", 302)]
    text = " ".join(response.content.decode().split())
    for shown in ("2 tindak lanjut dibuat.", "Perkim: Lengkapi peta", "DLH: Lengkapi peta"):
        assert shown in text
    made = FollowUp.objects.all()
    assert {(row.review, row.recommendation, row.due_on) for row in made} == {
        (review, None, in_days(10))
    }
    assert [list(row.villages.all()) for row in made] == [[village], [village]]


@pytest.mark.parametrize(
    ("answers", "errors"),
    [
        ({"agencies": []}, {"agencies": ["Pilih sedikitnya satu OPD."]}),
        ({"task": " "}, {"task": ["Tulis apa yang dikerjakan."]}),
        (
            {"due_on": "2022-12-31"},
            {"due_on": ["Tenggat ini sudah lewat. Pilih hari yang akan datang."]},
        ),
    ],
)
def test_what_is_missing_is_said_at_its_field(client, citra, plan_url, dlh, answers, errors):
    client.force_login(citra)
    right = {"task": "Tinjau", "agencies": [dlh.pk], "due_on": in_days(1).isoformat()}

    assert client.post(plan_url, right | answers).context["form"].errors == errors
    assert not FollowUp.objects.exists()


def test_an_agency_is_asked_once(client, citra, plan_url, review, perkim, dlh):
    make_follow_up(perkim, review=review)
    make_follow_up(dlh, review=review, status="dropped")
    client.force_login(citra)

    form = client.get(plan_url).context["form"]

    assert [row.agency for row in form.asked] == [perkim]
    assert list(form.fields["agencies"].queryset) == [dlh]
    with pytest.raises(ValidationError, match="Sudah ditugaskan: Perkim"):
        plan(review, citra, agencies=[perkim])


def plan(review, by, **changes):
    answers = {"agencies": [], "villages": [], "due_on": in_days(1), "task": "Tinjau"} | changes
    return plan_follow_ups(review=review, by=by, **answers)


def test_only_bappeda_plans(client, ani, dedi, review, plan_url, perkim):
    for user in (ani, dedi):
        client.force_login(user)

        assert client.post(plan_url, {}).status_code == 403
        with pytest.raises(PermissionDenied):
            plan(review, user, agencies=[perkim])


def test_a_follow_up_comes_from_one_thing(review, recommendation, perkim):
    follow_up = make_follow_up(perkim, review=review)
    follow_up.recommendation = recommendation

    with pytest.raises(ValidationError):
        follow_up.validate_constraints()


# --- where they are shown ----------------------------------------------------------------------------------


def test_a_review_lists_its_follow_ups_with_their_status(client, vina, review, perkim):
    make_follow_up(perkim, review=review, task="Lengkapi peta", due_on=in_days(-1))
    make_follow_up(perkim, task="Lain")
    client.force_login(vina)

    text = words(client, review.get_absolute_url())

    assert "Perkim: Lengkapi peta" in text
    assert "terlambat 1 hari" in text
    assert "Direncanakan" in text
    assert "Perkim: Lain" not in text
    assert "Buat tindak lanjut" not in text


def test_those_who_may_plan_are_led_there(client, citra, vina, review, plan_url):
    matrix = f"{reverse('villages:review-list')}?tahun=2022"
    client.force_login(citra)
    planner = [words(client, url) for url in (review.get_absolute_url(), matrix)]
    client.force_login(vina)
    reader = [words(client, url) for url in (review.get_absolute_url(), matrix)]

    assert [f'href="{plan_url}"' in text for text in planner] == [True, True]
    assert [plan_url in text for text in reader] == [False, False]
    assert 'id="tindak-lanjut"' not in reader[0]


def test_the_matrix_offers_it_for_overdue_reviews_only(client, citra, village):
    make_decree(villages=[village])
    make_review(village, due_on=in_days(1))
    make_review(village, subject="pokja", due_on=in_days(0))
    client.force_login(citra)

    assert "/dari-tinjauan/" not in words(client, reverse("villages:review-list"))


def test_a_follow_up_names_its_review(client, citra, review, perkim):
    follow_up = make_follow_up(perkim, review=review)
    client.force_login(citra)

    page = words(client, follow_up.get_absolute_url())
    listed = words(client, reverse("workshops:follow-up-list"))

    assert f'<a href="{review.get_absolute_url()}">SK Kumuh Kebonagung 2022</a>' in page
    assert "Tinjauan SK Kumuh Kebonagung 2022" in listed


def test_a_review_of_a_village_one_does_not_see_is_named_only(client, ani, village, perkim):
    review = make_review(make_village(name="Sumberanyar"), year=2022)
    follow_up = make_follow_up(perkim, review=review, villages=[village])
    client.force_login(ani)

    text = words(client, follow_up.get_absolute_url())

    assert "SK Kumuh Sumberanyar 2022" in text
    assert review.get_absolute_url() not in text


@pytest.mark.parametrize("number", [1, 3])
def test_query_counts(client, citra, review, number, django_assert_num_queries):
    for __ in range(number):
        make_follow_up(review=review, villages=[review.village])
    client.force_login(citra)

    with django_assert_num_queries(8):
        client.get(review.get_absolute_url())
    with django_assert_num_queries(13):
        client.get(reverse("workshops:follow-up-list"))
