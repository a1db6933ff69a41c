"""Taking an annual report away leaves a line, whatever its form."""

from collections.abc import Iterator

from sekampadi.domain.izin import Role
from sekampadi.services.tahunan.unduh import check_unduh_tahunan, note_unduh_tahunan
from tests.services.kasus import Line, Stage, case


@case(Role.PIMPINAN_UPP)
def file_of_annual_report(s: Stage) -> Iterator[list[Line]]:
    objek, form = check_unduh_tahunan(s.rt, s.person, "", 2023, bentuk="kementerian")
    yield []
    note_unduh_tahunan(s.rt, s.person, objek, bentuk=form, berkas="xlsx")
    told = {"bentuk": "kementerian", "berkas": "xlsx"}
    yield [("ekspor.tahunan", f"tahunan/upp:{s.cast.upp['upp-a']}/2023", told)]
