"""Use cases of PEKPPP that leave a line, done once each."""

from collections.abc import Iterator

from sekampadi.domain.izin import Role
from sekampadi.services.pengajuan.pekppp.pekppp import check_paket_pekppp, note_paket_pekppp
from tests.services.kasus import Line, Stage, case


@case(Role.PIMPINAN_UPP)
def zip_of_pekppp(s: Stage) -> Iterator[list[Line]]:
    lembar = check_paket_pekppp(s.rt, s.person, "", 2023)
    yield []
    note_paket_pekppp(s.rt, s.person, lembar)
    yield [("ekspor.pekppp", "pekppp/upp-a/2023", {})]
