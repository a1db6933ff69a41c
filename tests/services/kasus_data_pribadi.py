"""Use cases that write about personal data, done once each."""

from collections.abc import Iterator
from datetime import date

from sekampadi.domain.izin import Role
from sekampadi.services.master.data_operator import copy_data_operator, empty_account
from sekampadi.services.master.kelola_operator import set_account_active
from sekampadi.services.sistem.retensi import purge_saran
from tests.factories import isian, submit
from tests.notifikasi import with_settings
from tests.services.kasus import Line, Stage, case


@case(Role.PENGELOLA_SISTEM)
def personal_data(s: Stage) -> Iterator[list[Line]]:
    yield []
    number = s.cast.admin_b.operator_id
    copy_data_operator(s.rt, s.person, number)
    set_account_active(s.rt, s.person, number, False)
    empty_account(s.rt, s.person, number)
    yield [
        ("operator.salinan", f"operator/{number}", {}),
        ("operator.nonaktif", f"operator/{number}", {}),
        ("operator.kosongkan", f"operator/{number}", {}),
    ]


@case(None)
def old_suggestions(s: Stage) -> Iterator[list[Line]]:
    submit(s.rt, "layanan-a1", isian(saran="antrean panjang"), day=date(2022, 1, 3))
    yield []
    purge_saran(with_settings(s.rt, suggestion_months=12))
    told = {"jumlah": 1, "dari": "2022-01-03", "sampai": "2022-01-03", "bulan": 12}
    yield [("saran.retensi", "", told)]
