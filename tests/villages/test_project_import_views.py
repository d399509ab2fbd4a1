"""Importing interventions through pages: upload, preview, decision, result, undoing."""

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories import (
    make_agency,
    make_baseline,
    make_neighbourhood,
    make_project,
    make_village,
)
from tests.villages import hell
from tests.villages.intervention_sheets import cells, register, sheet
from tests.villages.test_import_hostile import HOSTILE
from tests.villages.uploading import LIST, address, counts, messages_of, save, text_of
from villages.actions.condition import refresh_conditions
from villages.models import ImportBatch, Output, Project

UPLOAD = reverse("villages:import-projects")


@pytest.fixture(autouse=True)
def agency(client, dedi):
    """Dedi works at Perkim and is signed in."""
    client.force_login(dedi)
    return make_agency(staff=[dedi], short_name="Perkim")


@pytest.fixture
def village():
    village = make_village(name="Kebonagung")
    make_neighbourhood(village, "001", "001")
    make_neighbourhood(village, "001", "002")
    return village


def upload(client, *files):
    """The import that uploading made."""
    response = client.post(UPLOAD, {"files": files})
    assert response.status_code == 302, response.context["form"].errors
    return ImportBatch.objects.get(pk=int(response["Location"].strip("/").rpartition("/")[2]))


@pytest.fixture
def mixed(client, village):
    """A preview with one row of each kind: unchanged, changed, new, refused."""
    save(client, upload(client, sheet(cells(village), cells(village, volume=5, rt="002"))))
    first, second = register()
    rows = [
        first,
        second | {"volume": 6},
        cells(village, kegiatan="Drainase", kriteria="4c", volume=30),
        cells(village, rt="009"),
    ]
    return upload(client, sheet(*rows))


# --- uploading -------------------------------------------------------------------------------------------


def test_uploading_stores_nothing_but_a_preview(client, village):
    batch = upload(client, sheet(cells(village)))

    page = text_of(client.get(batch.get_absolute_url()))
    assert counts(batch) == (1, 0, 0, 0)
    assert (batch.subject, batch.year, batch.kind) == ("project", None, "")
    assert "Belum ada yang disimpan." in page
    assert "2b Kualitas Permukaan Jalan Lingkungan: 40 m" in page
    assert 'Jalan Paving, 2023 <br><span class="tag tag--info">kegiatan baru</span>' in page
    assert "Program OPD, Perkim, selesai" in page
    assert not Project.objects.exists()


def test_several_files_make_one_import(client, village):
    rows = cells(village), cells(village, rt="002", volume=7)
    batch = upload(client, sheet(rows[0], name="a.xlsx"), sheet(rows[1], name="b.xlsx"))

    assert counts(batch) == (2, 0, 0, 0)
    save(client, batch)
    assert Project.objects.get().outputs.count() == 2


def test_a_csv_is_as_good(client, village):
    headings = [*cells(village)]
    row = cells(village, volume="40,5", anggaran="60.000.000")
    lines = [headings, [str(row[heading]) for heading in headings]]
    content = "\r\n".join(";".join(line) for line in lines).encode("cp1252")

    save(client, upload(client, SimpleUploadedFile("kegiatan.csv", content)))

    assert float(Output.objects.get().delivered) == 40.5
    assert Project.objects.get().budget_rp == 60_000_000


def test_no_file_is_said(client):
    response = client.post(UPLOAD, {})

    page = text_of(response)
    assert "Pilih sedikitnya satu berkas" in page
    assert "<title>Kesalahan:" in page
    assert not ImportBatch.objects.exists()


def test_the_page_leads_to_the_template_and_the_list(client, village):
    page = text_of(client.get(UPLOAD))

    assert reverse("villages:import-projects-template") in page
    assert f'href="{reverse("villages:project-list")}"' in page
    assert UPLOAD in text_of(client.get(LIST))
    assert UPLOAD in text_of(client.get(reverse("villages:project-list")))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_named_and_the_good_one_previewed(client, village, name):
    content, says = HOSTILE[name]

    batch = upload(client, SimpleUploadedFile(name, content), sheet(cells(village)))

    page = text_of(client.get(batch.get_absolute_url()))
    assert f"<strong>{name}</strong>" in page
    assert says in page
    save(client, batch, valid_only=True)
    assert Output.objects.get().delivered == 40


def test_cells_are_text_and_not_markup(client, village):
    evil = "<script>alert(1)</script>"
    row = cells(village, kegiatan=evil, sumber_dana=evil, opd=evil, kunci=evil, status=evil)
    batch = upload(client, sheet(row, cells(village, kegiatan=evil)))

    page = text_of(client.get(batch.get_absolute_url()))
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    "value", ["=cmd|'/c calc'!A1", "\x07", "1e400", "nan", "9" * 400, "💥", True]
)
def test_odd_cells_never_break_the_preview(client, village, value):
    odd = {heading: value for heading in cells(village) if heading != "kode_desa"}
    rows = [cells(village) | {heading: value} for heading in odd]

    batch = upload(client, sheet(*rows, cells(village) | odd))

    assert client.get(batch.get_absolute_url()).status_code == 200
    assert batch.row_count == len(rows) + 1


def test_a_formula_without_a_result_is_refused(client, village):
    headings = [*cells(village)]
    content = hell.xlsx(
        [headings, [cells(village)[heading] for heading in headings]],
        prepare=lambda book, page: page.write_formula(
            1, headings.index("volume"), "=1/0", None, "#DIV/0!"
        ),
    )

    batch = upload(client, SimpleUploadedFile("rumus.xlsx", content))

    assert "Rumus di sel ini menghasilkan #DIV/0!" in text_of(client.get(batch.get_absolute_url()))
    assert batch.refused_count == 1


# --- the preview and the decision --------------------------------------------------------------------------


def test_preview_counts_and_shows_what_would_change(client, mixed):
    page = text_of(client.get(mixed.get_absolute_url()))

    assert counts(mixed) == (1, 1, 1, 1)
    assert 'Volume hasil: <del class="old">5</del> → <b>6</b>' in page
    assert "RT 009 RW 001 tidak dikenal di Kebonagung" in page


def test_the_right_rows_are_saved_alone(client, mixed):
    assert "Ada baris yang ditolak" in messages_of(save(client, mixed))[0]

    response = save(client, mixed, valid_only=True)

    page = text_of(response)
    assert messages_of(response) == ["Impor disimpan; kondisi RT sudah dihitung ulang."]
    assert ": 2 kegiatan. Kondisi RT sudah dihitung ulang." in page
    assert "Drainase</a>" in page
    assert sorted(int(volume) for volume in Output.objects.values_list("delivered", flat=True)) == [
        6,
        30,
        40,
    ]


def test_what_changed_since_the_preview_is_shown_before_saving(client, village, mixed):
    Output.objects.filter(delivered=5).update(delivered=8)

    response = save(client, mixed, valid_only=True)

    assert "Data di portal berubah sejak pratinjau ini dibuat." in messages_of(response)[0]
    assert '<del class="old">8</del> → <b>6</b>' in text_of(response)


def test_not_saving_changes_nothing(client, mixed):
    response = client.post(address("discard", mixed), follow=True)

    assert response.redirect_chain[-1][0] == LIST
    assert Output.objects.count() == 2


def test_the_marked_workbook_names_what_is_wrong(client, village):
    batch = upload(client, sheet(cells(village), cells(village, volume="9 KK", rt="002")))

    response = client.get(address("marked", batch, batch.files.get().pk))

    book = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content)))
    headings = [cell.value for cell in book.active[1]]
    cell = book.active.cell(3, headings.index("volume") + 1)
    assert (cell.value, cell.fill.fgColor.rgb) == ("9 KK", "FFFBE0E0")
    assert "Tulis 9 saja, tanpa satuan" in cell.comment.text
    assert headings[-1] == "catatan_pemeriksaan"
    again = upload(client, SimpleUploadedFile("lagi.xlsx", _bytes(book)))
    assert counts(again) == (1, 0, 0, 1)


def _bytes(book):
    content = BytesIO()
    book.save(content)
    return content.getvalue()


# --- undoing -----------------------------------------------------------------------------------------------


def test_undo_page_says_what_it_would_do_and_does_it(client, village):
    make_project(village, name="Drainase", year=2023, agency=make_agency(), scheme="programme")
    batch = upload(client, sheet(cells(village), cells(village, rt="002")))
    save(client, batch)

    page = text_of(client.get(address("undo", batch)))
    assert "<dt>Keluaran yang dihapus</dt><dd>2</dd>" in page
    assert "<dt>Kegiatan yang dihapus</dt><dd>1</dd>" in page

    response = client.post(address("undo", batch), follow=True)

    assert messages_of(response) == ["Impor dibatalkan; isi lama kembali seperti semula."]
    assert not Output.objects.exists()


def test_undo_names_what_was_changed_since(client, village):
    save(client, upload(client, sheet(cells(village))))
    batch = upload(client, sheet(register()[0] | {"volume": 6}, cells(village, kegiatan="Lain")))
    save(client, batch)
    Output.objects.filter(delivered=6).update(delivered=7)
    Project.objects.filter(name="Lain").update(name="Baru")

    page = text_of(client.get(address("undo", batch)))

    assert "<td>Volume hasil</td><td>6</td><td>7</td>" in page
    assert "Baru</a>, Kebonagung" in page


def test_undo_ends_when_work_was_recorded(client, village):
    batch = upload(client, sheet(cells(village)))
    save(client, batch)
    Project.objects.get().inspections.create(due_on="2024-01-01")

    page = text_of(client.get(address("undo", batch)))
    response = client.post(address("undo", batch), follow=True)

    assert "pelaksanaan kegiatan berikut sudah dicatat" in page
    assert "<button" not in page.partition("sudah dicatat")[2]
    assert messages_of(response) == ["Pelaksanaannya sudah dicatat: Jalan Paving."]
    assert Output.objects.count() == 1


# --- the list, what waits, and what pages cost -------------------------------------------------------------


def test_list_filters_by_what_the_sheets_hold(client, village, citra):
    ours = upload(client, sheet(cells(village)))
    client.force_login(citra)
    other = ImportBatch.objects.create(year=2022, kind="initial", created_by=citra)

    for query, found in (("project", [ours]), ("baseline", [other]), ("", [other, ours])):
        assert list(client.get(LIST, {"isi": query}).context["page"]) == found
    assert "Baseline 2022 (awal)" in text_of(client.get(LIST))


def test_an_undecided_import_waits_on_the_home_page(client, village):
    batch = upload(client, sheet(cells(village)))

    (group,) = client.get(reverse("home")).context["waiting"]

    assert [(item.label, item.url) for item in group.items] == [
        (f"Impor {batch}, kegiatan", batch.get_absolute_url())
    ]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("is_saved", "queries"), [(False, 6), (True, 10)])
def test_detail_query_count(client, count, is_saved, queries, django_assert_num_queries):
    rows = []
    for number in range(count):
        village = make_village()
        make_neighbourhood(village, "001", "001")
        rows.append(cells(village, kegiatan=f"Jalan {number}"))
    batch = upload(client, sheet(*rows))
    if is_saved:
        save(client, batch, follow=False)

    with django_assert_num_queries(queries):
        client.get(batch.get_absolute_url())


@pytest.mark.parametrize("count", [1, 3])
def test_undo_query_count(client, village, count, django_assert_num_queries):
    rows = [cells(village, kegiatan=f"Jalan {number}") for number in range(count)]
    batch = upload(client, sheet(*rows))
    save(client, batch, follow=False)

    with django_assert_num_queries(12):
        client.get(address("undo", batch))


def test_a_page_stays_small_whatever_a_file_holds(client, village):
    rows = [cells(village, volume="x", opd="y", kegiatan=f"Jalan {n}") for n in range(400)]
    batch = upload(client, sheet(*rows))

    assert len(client.get(batch.get_absolute_url()).content) < 150_000


def test_conditions_follow_the_saved_import(client, village):
    baseline = make_baseline(village, year=2022, records=1, status="verified")
    refresh_conditions([village])
    rt = baseline.records.get().neighbourhood

    save(client, upload(client, sheet(cells(village, rt=rt.rt))))

    assert rt.conditions.get(year=2023).poor_road_m == 260.5
