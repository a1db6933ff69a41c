"""What two people have typed of one action, field by field."""

from dataclasses import replace

from sekampadi.web.tindak_lanjut.rencana.isian.banding import (
    SAYA,
    TERSIMPAN,
    compare_fields,
    mark_of_fields,
    merge_fields,
    stored_fields,
)
from tests.reports import tindak_lanjut_contoh as contoh

ROW = contoh.nine()[0].kegiatan[0].row


def test_each_field_is_proposed_of_who_has_changed_it() -> None:
    typed = stored_fields("kegiatan", ROW)
    dasar = mark_of_fields(typed)
    typed |= {"nama": "Menambah dua loket", "penanggung_jawab": "Kepala Bagian"}
    other = replace(
        ROW, isi=replace(ROW.isi, nama="Menambah mesin", mulai=None, penanggung_jawab="Sekretaris")
    )
    rows = compare_fields("kegiatan", typed, other, dasar)
    assert [(r.nama, r.saya) for r in rows] == [
        ("nama", True),
        ("mulai", False),
        ("penanggung_jawab", True),
    ]
    # Of a draft from before the marks nothing is known: what is typed is proposed.
    assert all(r.saya for r in compare_fields("kegiatan", typed, other, "c73aeb7f54f85650"))
    chosen = {"nama": SAYA, "penanggung_jawab": TERSIMPAN, "mulai": TERSIMPAN, "lain": TERSIMPAN}
    merged = merge_fields(typed, stored_fields("kegiatan", other), chosen)
    assert merged == typed | {"mulai": "", "penanggung_jawab": "Sekretaris"}


def test_the_mark_of_what_is_stored_changes_with_any_field() -> None:
    fields = stored_fields("hasil", ROW)
    marks = {mark_of_fields(fields | {name: "x"}) for name in fields}
    assert len(marks) == len(fields)
    assert mark_of_fields(fields) not in marks
