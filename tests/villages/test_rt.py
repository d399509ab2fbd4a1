"""The ways people write RT and RW: understood, or refused with a question."""

from datetime import datetime

import pytest

from villages.rt import RtReading, RtRefused, read_rt

# What the cell says, then RT, RW and hamlet.
UNDERSTOOD = [
    ("RT001-RW002", "001", "002", ""),
    ("RT001-RW001", "001", "001", ""),
    ("RW002 / RT005", "005", "002", ""),
    ("RT1/RW2", "001", "002", ""),
    ("RT02RW02 JOHO", "002", "002", "JOHO"),
    ("RT.03 RW.05", "003", "005", ""),
    ("RT 03/RW 05", "003", "005", ""),
    ("Rt. 03 Rw. 05", "003", "005", ""),
    ("rt03 rw05", "003", "005", ""),
    ("RT: 3, RW: 5", "003", "005", ""),
    ("RT 3 RW II", "003", "002", ""),
    ("RT III RW IV", "003", "004", ""),
    ("RTIII/RWIX", "003", "009", ""),
    ("RT/RW 03/05", "003", "005", ""),
    ("RW/RT 05/03", "003", "005", ""),
    ("RT/RW : 003 / 005", "003", "005", ""),
    ("R.T. 03 R.W. 05", "003", "005", ""),
    ("Rukun Tetangga 3 Rukun Warga 5", "003", "005", ""),
    ("RT No. 3 RW No. 5", "003", "005", ""),
    ("RT 03\u00a0RW\u00a005", "003", "005", ""),
    ("RT_03_RW_05", "003", "005", ""),
    ("RT (03) RW (05)", "003", "005", ""),
    ("Dusun Krajan RT 01 RW 02", "001", "002", "Krajan"),
    ("RT 01 RW 02 Dsn. Sumber Rejo", "001", "002", "Sumber Rejo"),
    ("RT 01 RW 02 Dusun 4", "001", "002", "Dusun 4"),
    ("RT 01 RW 02 Joho Kel. Patokan", "001", "002", "Joho"),
    ("04/04", "004", "004", ""),
    ("RT 0012 RW 0003", "012", "003", ""),
]


@pytest.mark.parametrize(("text", "rt", "rw", "hamlet"), UNDERSTOOD)
def test_understood_from_one_cell(text, rt, rw, hamlet):
    assert read_rt(text) == RtReading(rw=rw, rt=rt, label=" ".join(text.split()), hamlet=hamlet)


@pytest.mark.parametrize(
    ("rt", "rw", "label"),
    [
        ("001", "002", "RT 001 RW 002"),
        (1, 2, "RT 1 RW 2"),
        (1.0, 2.0, "RT 1 RW 2"),
        ("1.0", "2.0", "RT 1 RW 2"),
        ("RT 01", "2", "RT 01 RW 2"),
        ("Rt.01", "RW 02", "Rt.01 RW 02"),
        ("RT: 1", "II", "RT: 1 RW II"),
        ("RT I", "RW.II", "RT I RW.II"),
        ("I", "II", "RT I RW II"),
        (" 001\n", "\u00a0002", "RT 001 RW 002"),
        ("RT 1 RW 2", "2", "RT 1 RW 2"),
        ("RT 1 RW 2", None, "RT 1 RW 2"),
        ("", "RT 1 RW 2", "RT 1 RW 2"),
        ("1/2", "2", "1/2"),
        ("2/1", 2, "2/1"),
        ("2 / I", "RW 2", "2 / I"),
    ],
)
def test_understood_from_two_columns(rt, rw, label):
    assert read_rt(rt, rw) == RtReading(rw="002", rt="001", label=label)


def test_a_hamlet_number_is_kept_when_the_column_names_the_rw():
    assert read_rt("RT201-DS04", "3") == RtReading("003", "201", "RT201-DS04 RW 3", "Dusun 04")


REFUSED = [
    (
        ("04/09",),
        "“04/09” tidak menyebut mana RT dan mana RW.",
        "Tulis “RT 004 RW 009” atau “RT 009 RW 004”.",
    ),
    (
        ("3 / II",),
        "“3 / II” tidak menyebut mana RT dan mana RW.",
        "Tulis “RT 003 RW 002” atau “RT 002 RW 003”.",
    ),
    (
        ("001-002",),
        "“001-002” tidak menyebut mana RT dan mana RW.",
        "Tulis “RT 001 RW 002” atau “RT 002 RW 001”.",
    ),
    (
        (4.09,),
        "“4.09” tidak menyebut mana RT dan mana RW.",
        "Tulis “RT 004 RW 009” atau “RT 009 RW 004”.",
    ),
    (
        ("", "04/09"),
        "“04/09” tidak menyebut mana RT dan mana RW.",
        "Tulis “RT 004 RW 009” atau “RT 009 RW 004”.",
    ),
    (
        ("RT201-DS04",),
        "“RT201-DS04” menyebut dusun, tetapi tidak menyebut RW.",
        "RT 201 ini di RW berapa? Tulis misalnya “RT 201 RW 005”.",
    ),
    (
        ("RT 03",),
        "“RT 03” tidak menyebut RW.",
        "RT 003 ini di RW berapa? Tulis misalnya “RT 003 RW 005”.",
    ),
    (("3",), "“3” tidak menyebut RW.", "RT 003 ini di RW berapa? Tulis misalnya “RT 003 RW 005”."),
    (
        (3, "-"),
        "“3 -” tidak menyebut RW.",
        "RT 003 ini di RW berapa? Tulis misalnya “RT 003 RW 005”.",
    ),
    (("RT/RW 03",), "“RT/RW 03” tidak menyebut RW.", None),
    (("RW 02",), "“RW 02” tidak menyebut nomor RT.", "RT berapa? Tulis misalnya “RT 003 RW 005”."),
    ((None, "2"), "“2” tidak menyebut nomor RT.", None),
    (("JOHO", "2"), "“JOHO 2” tidak menyebut nomor RT.", None),
    (
        ("RT 01A RW 02",),
        "Huruf “A” pada “RT 01A RW 02” tidak dikenal.",
        "RT/RW memakai angka saja. Bila ini RT tersendiri, beri nomor yang belum dipakai.",
    ),
    (("RT 01 B", "2"), "Huruf “B” pada “RT 01 B” tidak dikenal.", None),
    (("RT 01X RW 02",), "Huruf “X” pada “RT 01X RW 02” tidak dikenal.", None),
    (("RT A RW 02",), "Huruf “A” pada “RT A RW 02” tidak dikenal.", None),
    (
        ("RT 03/05",),
        "Angka 5 pada “RT 03/05” tidak jelas: RT atau RW?",
        "Tulis satu RT per baris, misalnya “RT 003 RW 005”.",
    ),
    (("RT 01-03 RW 02",), "Angka 3 pada “RT 01-03 RW 02” tidak jelas: RT atau RW?", None),
    (("RT 02 RW 02 JOHO 3",), "Angka 3 pada “RT 02 RW 02 JOHO 3” tidak jelas: RT atau RW?", None),
    (
        ("RT 01 RT 02 RW 03",),
        "“RT 01 RT 02 RW 03” menyebut lebih dari satu RT atau RW.",
        "Tulis satu RT per baris, misalnya “RT 003 RW 005”.",
    ),
    (("RT 01 dan 02", "3"), "“RT 01 dan 02” menyebut lebih dari satu RT atau RW.", None),
    (("1, 2, 3", "3"), "“1, 2, 3” menyebut lebih dari satu RT atau RW.", None),
    (
        ("RT 3 RW 2", "3"),
        "Kolom RT berisi “RT 3 RW 2”, padahal kolom RW berisi “3”.",
        "Samakan kedua kolom itu. RT dan RW mana yang benar?",
    ),
    (("04/09", "5"), "Kolom RT berisi “04/09”, padahal kolom RW berisi “5”.", None),
    (("RT 0 RW 1",), "Nomor RT harus 1 sampai 999, bukan 0.", "Periksa nomor RT-nya."),
    ((1, 0), "Nomor RW harus 1 sampai 999, bukan 0.", "Periksa nomor RW-nya."),
    ((1000, 1), "Nomor RT harus 1 sampai 999, bukan 1000.", None),
    (("9" * 5000, 1), "Nomor RT harus 1 sampai 999, bukan 999999999.", None),
    ((-1, 2), "“-1” tidak terbaca sebagai RT/RW.", "Tulis misalnya “RT 003 RW 005”."),
    (("RT 1? RW 2",), "“RT 1? RW 2” tidak terbaca sebagai RT/RW.", None),
    (("RT JOHO RW 2",), "“RT JOHO RW 2” tidak terbaca sebagai RT/RW.", None),
    ((None, None), "RT dan RW belum diisi.", "Tulis misalnya “RT 003 RW 005”."),
    (("\u00a0", " "), "RT dan RW belum diisi.", None),
    (
        (datetime(2026, 9, 4),),  # noqa: DTZ001 - as openpyxl gives it
        "Isi sel ini tanggal atau jam, bukan RT/RW.",
        "Ubah format kolom menjadi Teks, lalu tulis misalnya “RT 003 RW 005”.",
    ),
]


@pytest.mark.parametrize(("cells", "message", "advice"), REFUSED, ids=lambda value: str(value)[:40])
def test_refused_with_a_question(cells, message, advice):
    with pytest.raises(RtRefused) as caught:
        read_rt(*cells)

    assert caught.value.message == message
    assert advice is None or caught.value.advice == advice
    assert caught.value.advice


def test_long_text_is_shortened():
    reading = read_rt(f"RT 1 RW 2 {'x' * 100}")

    assert (len(reading.label), len(reading.hamlet)) == (60, 60)
    with pytest.raises(RtRefused, match="…"):
        read_rt(f"RT 1 {'x' * 100}")
