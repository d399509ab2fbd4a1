"""Why an RT is not understood, and the question to the person who wrote it."""

from django.utils.translation import gettext as _

LONGEST_SHOWN = 60


class RtRefused(ValueError):
    """An RT that cannot be told for certain; ``message`` says why, ``advice`` asks or shows what to write."""

    def __init__(self, message, advice):
        super().__init__(message)
        self.message = message
        self.advice = advice


def empty():
    return RtRefused(_("RT dan RW belum diisi."), _("Tulis misalnya “RT 003 RW 005”."))


def is_date():
    """Spreadsheets make a date of 3/2."""
    return RtRefused(
        _("Isi sel ini tanggal atau jam, bukan RT/RW."),
        _("Ubah format kolom menjadi Teks, lalu tulis misalnya “RT 003 RW 005”."),
    )


def unreadable(text):
    return RtRefused(
        _("“%(text)s” tidak terbaca sebagai RT/RW.") % {"text": _short(text)},
        _("Tulis misalnya “RT 003 RW 005”."),
    )


def lettered(text, letter):
    return RtRefused(
        _("Huruf “%(letter)s” pada “%(text)s” tidak dikenal.")
        % {"letter": letter, "text": _short(text)},
        _("RT/RW memakai angka saja. Bila ini RT tersendiri, beri nomor yang belum dipakai."),
    )


def several(text):
    return RtRefused(
        _("“%(text)s” menyebut lebih dari satu RT atau RW.") % {"text": _short(text)},
        _("Tulis satu RT per baris, misalnya “RT 003 RW 005”."),
    )


def unclear(text, number):
    return RtRefused(
        _("Angka %(number)s pada “%(text)s” tidak jelas: RT atau RW?")
        % {"number": number, "text": _short(text)},
        _("Tulis satu RT per baris, misalnya “RT 003 RW 005”."),
    )


def unordered(text, ways):
    """``ways``: the two readings, as {"RT": 4, "RW": 9}."""
    one, other = (f"“RT {way['RT']:03} RW {way['RW']:03}”" for way in ways)
    return RtRefused(
        _("“%(text)s” tidak menyebut mana RT dan mana RW.") % {"text": _short(text)},
        _("Tulis %(one)s atau %(other)s.") % {"one": one, "other": other},
    )


def contradiction(rt_text, rw_text):
    return RtRefused(
        _("Kolom RT berisi “%(rt)s”, padahal kolom RW berisi “%(rw)s”.")
        % {"rt": _short(rt_text), "rw": _short(rw_text)},
        _("Samakan kedua kolom itu. RT dan RW mana yang benar?"),
    )


def without_rt(text):
    return RtRefused(
        _("“%(text)s” tidak menyebut nomor RT.") % {"text": _short(text)},
        _("RT berapa? Tulis misalnya “RT 003 RW 005”."),
    )


def without_rw(text, rt, hamlet):
    if hamlet:
        message = _("“%(text)s” menyebut dusun, tetapi tidak menyebut RW.")
    else:
        message = _("“%(text)s” tidak menyebut RW.")
    advice = _("RT %(rt)s ini di RW berapa? Tulis misalnya “RT %(rt)s RW 005”.")
    return RtRefused(message % {"text": _short(text)}, advice % {"rt": f"{rt:03}"})


def out_of_range(kind, number, highest):
    return RtRefused(
        _("Nomor %(kind)s harus 1 sampai %(highest)s, bukan %(number)s.")
        % {"kind": kind, "highest": highest, "number": number},
        _("Periksa nomor %(kind)s-nya.") % {"kind": kind},
    )


def _short(text):
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
