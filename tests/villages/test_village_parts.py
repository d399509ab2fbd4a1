"""What the page of a village shows besides its baselines."""

import pytest

from tests.factories import (
    make_decree,
    make_document,
    make_group,
    make_organisation,
    make_project,
    make_review,
    make_village,
)
from villages.registry import village_parts

pytestmark = pytest.mark.django_db


def words(client, village):
    return " ".join(client.get(village.get_absolute_url()).content.decode().split())


def test_the_page_shows_what_surrounds_the_baselines(client, vina, village):
    make_decree(villages=[village])
    make_review(village, finding="Peta belum ada")
    make_review(village, year=2021)
    make_project(village, builder=make_organisation(village, "ksm", name="Maju", contact="0812"))
    make_document(title="RP2KPKPK kabupaten")
    make_document(title="Rencana desa", villages=[village])
    make_document(title="Rencana lain", villages=[make_village()])
    make_document(title="Lama", replaced_by=make_document(title="Baru"))
    make_group(name="Pokja PKP Kabupaten")
    client.force_login(vina)

    text = words(client, village)

    for shown in (
        "Peta belum ada",
        "KSM Maju",
        "RP2KPKPK kabupaten",
        "Rencana desa",
        "Pokja PKP Kabupaten",
    ):
        assert shown in text
    assert f"?tahun=2021&amp;q={village.code}" in text
    for hidden in ("Rencana lain", ">Lama<", "0812"):
        assert hidden not in text


def test_a_village_that_no_decree_names_has_no_reviews(client, vina, village):
    client.force_login(vina)

    text = words(client, village)

    assert "village-reviews" not in text
    assert "Belum ada LKM, KSM, atau KPP yang terdaftar di desa ini." in text
    assert "Belum ada dokumen perencanaan atau Pokja yang tercatat." in text


def test_those_who_keep_organisations_may_add_one_here(client, ani, vina, village):
    client.force_login(ani)
    keeper = words(client, village)
    client.force_login(vina)

    assert f"?desa={village.code}" in keeper
    assert "Tambah kelembagaan" not in words(client, village)


def test_parts_ask_what_the_person_may_see(village, django_user_model):
    assert village_parts.collect(village, django_user_model.objects.create_user("tamu")) == []
