"""The words of a dossier while they are typed: a person's own, while he may save them, until he has."""

import pytest

from sekampadi.domain.errors import DomainError
from sekampadi.domain.izin import Role
from sekampadi.domain.pengajuan.alur import AksiDossier
from sekampadi.services.pengajuan.dossier import load_dossier
from sekampadi.services.pengajuan.dossier_draf import (
    drop_draf_naskah,
    load_draf_naskah,
    save_draf_naskah,
)
from sekampadi.services.pengajuan.dossier_naskah import save_naskah
from tests.services.pengajuan.conftest import TRIWULAN, Perjalanan

WORDS = {"pengantar": "Puji \x00syukur", "simpulan": "", "dasar": "x", "lain": "y", "n": 3}


def test_a_draft_of_the_words_is_its_person_s_until_they_are_saved(perjalanan: Perjalanan) -> None:
    rt, at = perjalanan.rt, (TRIWULAN, 0)
    perjalanan.dossier(Role.ADMIN_PEMPROV, AksiDossier.SERAHKAN)
    ketua, kabag = perjalanan.who(Role.KETUA_TIM), perjalanan.who(Role.KABAG_TATALAKSANA)
    assert load_draf_naskah(rt, ketua, *at) is None
    save_draf_naskah(rt, ketua, *at, versi=1, isi={"pengantar": "Puji"})
    saved = save_draf_naskah(rt, ketua, *at, versi=1, isi=WORDS)
    kept = load_draf_naskah(rt, ketua, *at)
    assert kept is not None
    assert kept.isi == {"pengantar": "Puji syukur", "simpulan": "", "dasar": "x"}
    assert (kept.versi, kept.diubah_pada) == (1, saved)
    assert load_draf_naskah(rt, kabag, *at) is None
    # A draft changes nothing of the dossier, nor who was first.
    found = load_dossier(rt, ketua, *at).dossier
    assert found is not None
    assert (found.versi, found.pengantar) == (1, "")
    save_naskah(rt, ketua, *at, versi=1, isian={"pengantar": "Puji syukur", "simpulan": ""})
    assert load_draf_naskah(rt, ketua, *at) is None
    save_draf_naskah(rt, ketua, *at, versi=2, isi=WORDS)
    drop_draf_naskah(rt, kabag, *at)
    assert load_draf_naskah(rt, ketua, *at) is not None
    drop_draf_naskah(rt, ketua, *at)
    drop_draf_naskah(rt, ketua, *at)
    assert load_draf_naskah(rt, ketua, *at) is None


def test_a_draft_is_kept_only_where_it_could_be_saved(perjalanan: Perjalanan) -> None:
    rt, ketua = perjalanan.rt, perjalanan.who(Role.KETUA_TIM)

    def refused(person: Role, words: str = "Puji", urut: int = 0) -> str:
        with pytest.raises(DomainError) as caught:
            save_draf_naskah(
                *(rt, perjalanan.who(person), TRIWULAN, urut), versi=1, isi={"pengantar": words}
            )
        return caught.value.code

    assert refused(Role.KETUA_TIM) == "dossier.unknown"
    perjalanan.dossier(Role.ADMIN_PEMPROV, AksiDossier.SERAHKAN)
    assert refused(Role.KETUA_TIM, urut=1) == "dossier.unknown"
    assert refused(Role.KETUA_TIM, "x" * 5001) == "draf.too_long"
    assert refused(Role.KABAG_TATALAKSANA) == "alur.bukan_peran"
    save_draf_naskah(rt, ketua, TRIWULAN, 0, versi=1, isi=WORDS)
    perjalanan.dossier(Role.KETUA_TIM, AksiDossier.SAMPAIKAN)
    assert refused(Role.KETUA_TIM) == "alur.bukan_saatnya"
    # What was typed is not lost by it: the dossier may come back.
    assert load_draf_naskah(rt, ketua, TRIWULAN, 0) is not None
