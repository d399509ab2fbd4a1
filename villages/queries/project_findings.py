"""The words for what speaks against a row of a sheet of interventions, given what is stored."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from villages import labels
from villages.import_plan import ERROR, WARNING
from villages.models import Project
from villages.models.baseline import FIRST_YEAR
from villages.numbers import show_number
from villages.queries.import_findings import PlaceFindings


class OutputFindings(PlaceFindings):
    """Each method is given the row it is about; those that refuse it say so with ``ERROR``."""

    def shown(self, value):
        if isinstance(value, date):
            return date_format(value, "j F Y")
        return value if isinstance(value, str) else super().shown(value)

    def refuse(self, row, rule, message, advice="", column="", **more):
        self.add(row, rule, ERROR, message, advice, column, **more)

    def warn(self, row, rule, message, advice="", column="", **more):
        self.add(row, rule, WARNING, message, advice, column, **more)

    # --- places and figures --------------------------------------------------------------------------

    def unknown_rt(self, row, village):
        """An RT is a reference here: baselines make it, a list of interventions does not."""
        message = _("%(rt)s tidak dikenal di %(village)s: belum ada di baseline.") % {
            "rt": row.name,
            "village": village.name,
        }
        advice = _("Periksa nomornya, atau tambahkan RT itu lewat baseline desa ini lebih dulu.")
        self.refuse(row, "unknown_rt", message, advice, "rt", value=row.label)

    def not_positive(self, row, heading):
        message = _("Angkanya harus lebih dari 0.")
        advice = _("Tulis berapa yang diserahkan; hapus barisnya bila tidak ada.")
        if heading == "anggaran":
            message, advice = _("Anggarannya negatif."), _("Tulis 0 atau lebih, atau kosongkan.")
        self.refuse(row, "not_positive", message, advice, heading)

    def fractional(self, row, heading, value, unit):
        message = _("%(value)s bukan bilangan bulat, padahal satuannya %(unit)s.") % {
            "value": show_number(value),
            "unit": unit,
        }
        advice = _("Tulis bilangan bulat; pecahan sering berarti kolom-kolom tergeser.")
        self.refuse(row, "fractional", message, advice, heading)

    def future_year(self, row, this_year):
        message = _("Tahun %(year)s belum tiba, jadi belum ada hasilnya.")
        message %= {"year": row.values["tahun"]}
        advice = _("Tulis paling akhir %(year)s, atau isi kolom rencana sebagai ganti volume.")
        value = str(row.values["tahun"])
        self.refuse(row, "future", message, advice % {"year": this_year}, "tahun", value=value)

    def too_early(self, row):
        message = _("Tanggal selesai ini terlalu lama lewat.")
        advice = _("Tulis tanggal mulai tahun %(year)s.") % {"year": FIRST_YEAR}
        self.refuse(row, "too_early", message, advice, "selesai_pada")

    def future_day(self, row):
        self.refuse(
            row,
            "future",
            _("Tanggal selesai ini belum tiba."),
            _("Tulis tanggal yang sudah lewat, atau kosongkan."),
            "selesai_pada",
        )

    def day_without_volume(self, row):
        message = _("Ada tanggal selesai, tetapi tidak ada volume yang diserahkan.")
        advice = _("Isi volumenya, atau kosongkan tanggalnya.")
        self.refuse(row, "day_without_volume", message, advice, "selesai_pada")

    def incomplete(self, row):
        message = _("Baris baru di kegiatan ini belum lengkap.")
        advice = _("Isi RT, subkriteria, dan volume (atau rencana).")
        self.refuse(row, "incomplete", message, advice, "volume")

    def other_year(self, row):
        message = _("Tanggal selesai ini bukan dalam tahun %(year)s.")
        message %= {"year": row.values["tahun"]}
        advice = _("Hasil dihitung mulai tahun tanggal selesainya; periksa keduanya.")
        self.warn(row, "other_year", message, advice, "selesai_pada")

    def several_sources(self, row):
        message = _("Biayanya dari lebih dari satu sumber; dicatat sebagai sumber lain.")
        advice = _(
            "Pisahkan menjadi satu baris untuk setiap sumber, atau bagi di halaman kegiatan."
        )
        self.warn(row, "several_sources", message, advice, "sumber_dana", value="")

    # --- who may ----------------------------------------------------------------------------------------

    def unknown_agency(self, row, agencies):
        message = _("OPD “%(name)s” tidak dikenal.") % {"name": row.values["opd"]}
        names = ", ".join(item.short_name for item in agencies if item.is_active)
        advice = _("Tulis singkatannya: %(names)s.") % {"names": names}
        if not names:
            advice = _("Belum ada OPD di portal; kosongkan kolom ini.")
        self.refuse(row, "agency", message, advice, "opd")

    def not_yours(self, row, keeper, names):
        """Why the person may not enter such a project."""
        if keeper.agencies:
            message = _("Anda hanya dapat mengimpor kegiatan OPD Anda sendiri: %(names)s.")
            message %= {"names": ", ".join(names)}
            advice = _("Tulis OPD itu di kolom opd.")
            self.refuse(row, "not_yours", message, advice, "opd", value=row.agency)
        elif keeper.villages:
            message = _("Asisten kota hanya dapat mengimpor kegiatan padat karya.")
            advice = _("Tulis “Padat karya” di kolom skema; kegiatan lain diisi oleh OPD-nya.")
            self.refuse(row, "not_yours", message, advice, "skema", value="")
        else:
            message = _("Akun Anda belum terhubung dengan OPD atau desa mana pun.")
            self.refuse(row, "not_yours", message, _("Minta Admin menghubungkannya."))

    def not_editable(self, row, project, agency):
        message = _("Kegiatan “%(name)s” dikelola %(keeper)s; Anda tidak dapat mengubahnya.") % {
            "name": project.name,
            "keeper": agency or project.organisation or _("pihak lain"),
        }
        advice = _("Hapus baris ini dari berkas, atau minta pengelolanya mengubahnya.")
        self.refuse(row, "not_editable", message, advice, "kunci")

    def gives_away(self, row):
        message = _("Dengan perubahan ini kegiatan bukan lagi milik Anda.")
        advice = _("Biarkan OPD dan skemanya, atau minta Bappeda memindahkannya.")
        self.refuse(row, "gives_away", message, advice, "opd")

    # --- projects ---------------------------------------------------------------------------------------

    def disagrees(self, row, heading, other, shown):
        """Rows of one project say different things about it."""
        message = _("Baris %(row)s menyebut “%(other)s” untuk kegiatan yang sama.") % {
            "row": other,
            "other": shown,
        }
        advice = _("Samakan, atau bedakan nama kegiatannya.")
        self.refuse(row, "disagrees", message, advice, heading, value="")

    def not_joined(self, row, project, agency):
        message = _("Kegiatan bernama sama sudah ada (%(keeper)s); kegiatan baru dibuat.") % {
            "keeper": agency or project.organisation or Project.Scheme(project.scheme).label
        }
        advice = _("Yang sudah ada tidak diubah. Bila maksudnya sama, hubungi pengelolanya.")
        self.warn(row, "not_joined", message, advice, "kegiatan", value=project.name)

    def too_much_money(self, row):
        message = _("Anggaran kegiatan ini menjadi terlalu besar.")
        self.refuse(row, "too_large", message, _("Periksa angka rupiahnya."), "anggaran")

    def cancelled(self, row):
        message = _("Kegiatan tidak dapat dibatalkan lewat impor, karena perlu alasannya.")
        advice = _("Batalkan di halaman kegiatannya.")
        shown = str(Project.Status.CANCELLED.label)
        self.refuse(row, "status", message, advice, "status", value=shown)

    def no_such_step(self, row, project):
        now, then = Project.Status(project.status), Project.Status(row.values["status"])
        message = _("Kegiatan ini %(now)s; statusnya tidak dapat menjadi %(then)s.") % {
            "now": now.label.lower(),
            "then": then.label.lower(),
        }
        steps = ", ".join(str(Project.Status(step).label) for step in Project.STEPS[now])
        advice = _("Langkah yang mungkin: %(steps)s.") % {"steps": steps}
        self.refuse(row, "status", message, advice, "status", value=str(then.label))

    def budget_stays(self, row):
        message = _("Anggaran kegiatan tidak ikut berubah: ditulis tersendiri di kegiatannya.")
        advice = _("Periksa anggarannya di halaman kegiatan.")
        self.warn(row, "budget_stays", message, advice, "anggaran")

    def shared_money(self, row, heading):
        message = _("Anggaran kegiatan ini dari beberapa sumber, untuk semua barisnya bersama.")
        self.refuse(row, "shared_money", message, _("Ubah di halaman kegiatannya."), heading)

    # --- outputs ----------------------------------------------------------------------------------------

    def merged(self, row, place):
        message = _("Sama persis dengan %(place)s; dihitung satu kali.") % {"place": place}
        advice = _("Bila memang dua keluaran, bedakan nama kegiatannya atau jumlahkan volumenya.")
        self.warn(row, "merged", message, advice)

    def known_already(self, row, headings):
        message = _("Baris ini sudah pernah diimpor; %(names)s di portal tidak diubah.")
        message %= {"names": ", ".join(headings)}
        advice = _("Untuk mengubahnya, unduh daftar kegiatan dan ubah di sana (kolom kunci).")
        self.warn(row, "known_already", message, advice)

    def adds(self, row, output):
        shown = show_number(output.delivered or output.planned)
        message = _("Sudah ada %(volume)s dari kegiatan ini di RT dan subkriteria yang sama.")
        advice = _(
            "Baris ini menambah, bukan menggantikan; untuk membetulkan, unduh daftar kegiatan "
            "lalu ubah barisnya (kolom kunci)."
        )
        self.warn(row, "adds", message % {"volume": shown}, advice, "volume")

    def unknown_key(self, row):
        message = _("Baris dengan kunci ini tidak ada di desa tersebut.")
        advice = _("Mungkin sudah dihapus. Kosongkan kuncinya bila ini baris baru.")
        self.refuse(row, "unknown_key", message, advice, "kunci")

    def repeated_key(self, row, place):
        message = _("Kunci ini juga ada di %(place)s.") % {"place": place}
        advice = _("Satu kunci untuk satu baris; kosongkan kunci baris tambahan.")
        self.refuse(row, "repeated_key", message, advice, "kunci")

    # --- needs ------------------------------------------------------------------------------------------

    def no_survey(self, row, day):
        message = _("RT ini belum mempunyai baseline terverifikasi sampai %(year)s.")
        advice = _("Hasilnya dicatat; kondisi RT dihitung setelah baseline diverifikasi.")
        self.warn(row, "no_survey", message % {"year": day.year}, advice, "rt", value=row.label)

    def seen_by_survey(self, row, survey, day):
        message = _("Diserahkan %(day)s, sebelum survei baseline %(year)s selesai.") % {
            "day": date_format(day, "j F Y"),
            "year": survey.year,
        }
        advice = _("Survei sudah melihatnya, jadi hasil ini tidak mengurangi kebutuhan lagi.")
        self.warn(row, "seen_by_survey", message, advice, "volume")

    def no_need(self, row, code, survey):
        message = _("%(indicator)s bernilai 0 di RT ini menurut baseline %(year)s.") % {
            "indicator": f"{code} {labels.INDICATORS[code]}",
            "year": survey.year,
        }
        self.warn(row, "no_need", message, _("Periksa RT dan subkriterianya."), "kriteria")

    def beyond_need(self, row, total, need, unit, survey):
        message = _(
            "Seluruh hasilnya %(total)s %(unit)s, padahal kebutuhannya %(need)s %(unit)s "
            "menurut baseline %(year)s."
        )
        message %= {
            "total": show_number(total),
            "need": show_number(need),
            "unit": unit,
            "year": survey.year,
        }
        self.warn(row, "beyond_need", message, _("Periksa volume dan RT-nya."), "volume")
