"""Community organisations from a sheet: previewed, refused cell by cell, saved once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories import make_organisation, make_village
from tests.villages import hell
from villages.models import CommunityOrganisation

pytestmark = pytest.mark.django_db
UPLOAD = reverse("villages:organisation-import")
SAVE = reverse("villages:organisation-import-save")
EXPORT = reverse("villages:organisation-export", args=["xlsx"])
CSV = reverse("villages:organisation-export", args=["csv"])
HEADINGS = ["kode_desa", "jenis", "nama", "ketua", "kontak", "laki_laki", "aktif", "catatan"]


def preview(client, *rows, headings=HEADINGS, name="lembaga.xlsx", content=None):
    """The page that shows what uploading these rows would do."""
    content = content or hell.xlsx([headings, *rows])
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, content)})


def press_save(client, response):
    """Press the button of the preview."""
    context = response.context
    data = {"held": context["held"].ticket, "pratinjau": context["plan"].fingerprint}
    return client.post(SAVE, data, follow=True)


def counts(response):
    return dict(response.context["plan"].counts)


def findings(response):
    return [(item.row, item.column, item.message) for item in response.context["findings"]]


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_a_sheet_is_previewed_and_then_saved(client, ani, village):
    known = make_organisation(village, "kpp", name="Bersih", chair="Siti", men=3, note="Lama")
    client.force_login(ani)

    first = preview(
        client,
        [village.code, "KSM", "Maju  Jaya", "Budi", "0812", 8, "ya", None],
        [village.code.replace(".", ""), "kpp", "BERSIH", "Rahma", None, None, "tidak aktif", None],
    )
    assert CommunityOrganisation.objects.count() == 1
    saved = press_save(client, first)

    assert counts(first) == {"refused": 0, "new": 1, "changed": 1, "unchanged": 0}
    assert said(saved) == ["1 kelembagaan ditambahkan, 1 diperbarui."]
    new = CommunityOrganisation.objects.get(kind="ksm")
    assert (new.name, new.chair, new.contact, new.men, new.is_active) == (
        "Maju Jaya",
        "Budi",
        "0812",
        8,
        True,
    )
    known.refresh_from_db()
    assert (known.name, known.chair, known.men, known.note, known.is_active, known.version) == (
        "Bersih",
        "Rahma",
        3,
        "Lama",
        False,
        2,
    )
    for organisation in (new, known):
        latest = organisation.history.first()
        assert (latest.history_user, latest.history_change_reason) == (ani, "Impor lembaga.xlsx")


@pytest.mark.parametrize(("address", "name"), [(EXPORT, "a.xlsx"), (CSV, "a.csv")])
def test_what_is_exported_changes_nothing_when_imported(client, ani, village, address, name):
    make_organisation(village, "lkm", contact="+62 812", note="Baris satu\nBaris dua", men=0)
    make_organisation(village, is_active=False, established_year=2019)
    client.force_login(ani)
    content = b"".join(client.get(address).streaming_content)

    response = preview(client, content=content, name=name)

    assert findings(response) == []
    assert counts(response) == {"refused": 0, "new": 0, "changed": 0, "unchanged": 2}
    assert response.context["held"] is None


def test_every_finding_is_shown_before_anything_is_saved(client, ani, village):
    foreign = make_village()
    client.force_login(ani)

    response = preview(
        client,
        [foreign.code, "KSM", "Satu", None, None, None, None, None],
        [village.code, "Koperasi", None, None, None, "delapan", "mungkin", None],
        [village.code, "KSM", "Dua", "x" * 151, None, 20_000, None, None],
        [village.code, "KSM", "Tiga", None, None, None, None, None],
        [village.code, "KSM", "tiga", None, None, None, None, None],
    )

    assert findings(response) == [
        (2, "kode_desa", "Tidak ada desa dengan kode ini di wilayah Anda."),
        (3, "jenis", "Isi sel ini tidak dikenal."),
        (3, "nama", "Sel ini kosong."),
        (3, "laki_laki", "“delapan” bukan angka."),
        (3, "aktif", "Isi sel ini tidak dikenal."),
        (4, "ketua", "Lebih dari 150 huruf."),
        (4, "laki_laki", "Angka ini di luar batas."),
        (6, "nama", "Kelembagaan ini sudah ada di baris 5."),
    ]
    assert counts(response) == {"refused": 4, "new": 1, "changed": 0, "unchanged": 0}
    assert "Simpan 1 baris yang benar saja" in response.content.decode()


def test_the_right_rows_can_be_saved_alone(client, ani, village):
    client.force_login(ani)
    rows = ([village.code, kind, "Satu", *[None] * 5] for kind in ("KSM", "Koperasi"))

    press_save(client, preview(client, *rows))

    assert [item.kind for item in CommunityOrganisation.objects.all()] == ["ksm"]


@pytest.mark.parametrize(
    ("headings", "message"),
    [
        (HEADINGS[1:], "Kolom tidak ditemukan: kode_desa."),
        (
            [*HEADINGS, "warna"],
            "Kolom I (“warna”) tidak dikenal dan dilewati.",
        ),
    ],
)
def test_headings_are_checked(client, ani, headings, message):
    client.force_login(ani)

    response = preview(client, ["x"] * len(headings), headings=headings)

    assert message in [item.message for item in response.context["findings"]]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.pdf", b"%PDF-1.4", "Unggah berkas Excel (.xlsx) atau CSV (.csv)."),
        (
            "a.csv",
            b"halo;dunia;apa kabar\r\n1;2;3",
            "Tidak ada tabel kelembagaan dalam berkas ini.",
        ),
    ],
)
def test_another_file_is_refused(client, ani, name, content, message):
    client.force_login(ani)

    response = preview(client, content=content, name=name)

    assert [item.message for item in response.context["findings"]] == [message]
    assert response.context["held"] is None


def test_no_file_is_refused_at_the_field(client, ani):
    client.force_login(ani)

    form = client.post(UPLOAD).context["form"]

    assert form.errors == {"file": ["Pilih berkas XLSX atau CSV."]}


def test_the_preview_comes_again_when_the_data_moved(client, ani, village):
    known = make_organisation(village, "kpp", name="Bersih", chair="Siti")
    client.force_login(ani)
    first = preview(client, [village.code, "KPP", "Bersih", "Rahma", *[None] * 4])
    known.chair, known.version = "Dewi", 2
    known.save()

    again = press_save(client, first)

    assert said(again) == ["Data berubah sejak pratinjau. Periksa sekali lagi."]
    known.refresh_from_db()
    assert known.chair == "Dewi"
    press_save(client, again)
    known.refresh_from_db()
    assert known.chair == "Rahma"


def test_a_preview_is_nobody_elses(client, ani, citra, village):
    client.force_login(ani)
    first = preview(client, [village.code, "KSM", "Satu", *[None] * 5])
    client.force_login(citra)

    response = press_save(client, first)

    assert said(response) == ["Berkas itu tidak tersimpan lagi. Unggah sekali lagi."]
    assert not CommunityOrganisation.objects.exists()


def test_saving_needs_the_right(client, vina):
    client.force_login(vina)

    assert client.post(SAVE).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_saving_asks_no_more_for_three_rows_than_for_one(
    client, citra, rows, django_assert_num_queries
):
    village = make_village()
    client.force_login(citra)
    first = preview(client, *([village.code, "KSM", f"Maju {n}", *[None] * 5] for n in range(rows)))
    context = first.context
    data = {"held": context["held"].ticket, "pratinjau": context["plan"].fingerprint}

    with django_assert_num_queries(17):
        client.post(SAVE, data)

    assert CommunityOrganisation.objects.count() == rows
