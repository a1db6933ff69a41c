"""What rules make of answers and figures: notices, each exactly once, to whom it concerns now."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, update
from sqlmodel import Session, col, select

from sekampadi.db.models import Peringatan
from sekampadi.db.queries.master import list_upp, metode_of
from sekampadi.db.queries.notifikasi import JawabanMasuk, find_jawaban_masuk
from sekampadi.db.queries.rekap import read_rekap, read_rekap_per_upp
from sekampadi.domain.ikm import compute_ikm_of_rekap
from sekampadi.domain.laporan.ketelitian import Ketelitian, compute_ketelitian
from sekampadi.domain.laporan.rekap import merge
from sekampadi.domain.notifikasi.peringatan import (
    HARI_IKM,
    JenisPeringatan,
    Kabar,
    find_kata,
    tell_ikm,
    tell_jawaban,
)
from sekampadi.domain.periode import Periode
from sekampadi.domain.teks import write_address
from sekampadi.services.laporan.cakupan import Cakupan
from sekampadi.services.laporan.figures import hasil_per_upp
from sekampadi.services.notifikasi.notifikasi import notify
from sekampadi.services.notifikasi.outbox import Pesan, finish
from sekampadi.services.notifikasi.peringatan import BURUK, OF_ANSWERS, Upp, by_owner, rules_of
from sekampadi.services.sistem.runtime import Runtime


@dataclass(frozen=True, slots=True)
class _Temuan:
    """What one person is to be told of an answer."""

    operator_id: int
    kabar: Kabar
    jenis: JenisPeringatan
    email: bool
    webhook: bool


def _judge(session: Session, jawaban: JawabanMasuk) -> list[_Temuan]:
    found = []
    for person, own in by_owner(session, rules_of(session, OF_ANSWERS)):
        buruk, words, email, webhook = False, [], False, False
        for rule, where in own:
            if where.upp_ids is not None and jawaban.upp_id not in where.upp_ids:
                continue
            word = find_kata(rule.kata, jawaban.saran)
            hit = jawaban.umum == BURUK if rule.jenis == JenisPeringatan.BURUK else bool(word)
            if not hit:
                continue
            buruk = buruk or rule.jenis == JenisPeringatan.BURUK
            words += [word] if rule.jenis == JenisPeringatan.KATA else []
            email, webhook = email or rule.email, webhook or rule.webhook
        if buruk or words:
            kabar = tell_jawaban(
                buruk=buruk,
                kata=words,
                layanan=jawaban.layanan_nama,
                upp=jawaban.upp_nama,
                tanggal=jawaban.tanggal,
            )
            # A found word says something of the suggestion: it needs the right to read it.
            jenis = JenisPeringatan.KATA if words else JenisPeringatan.BURUK
            found.append(_Temuan(person.operator_id, kabar, jenis, email, webhook))
    return found


def handle_jawaban(rt: Runtime, pesan: Pesan) -> None:
    """Tell everybody whose rule an answer fulfils, exactly once; the worker calls it."""
    with rt.reading() as session:
        # Read apart: rights and rules are many, and the write lock is the citizens'.
        jawaban = find_jawaban_masuk(session, int(pesan.isi["jawaban_id"]))
        found = _judge(session, jawaban) if jawaban else []
    with rt.writing() as session:
        if not finish(session, pesan, rt.now()) or jawaban is None:
            return
        day = jawaban.tanggal.isoformat()
        query = {
            "upp": jawaban.upp_kode,
            "layanan": jawaban.layanan_kode,
            "dari": day,
            "sampai": day,
        }
        for one in found:
            notify(
                session,
                rt,
                one.operator_id,
                kunci=f"jawaban/{jawaban.id}",
                jenis=one.jenis.value,
                kabar=one.kabar,
                izin=one.jenis.permission,
                tautan=write_address("/admin/penilaian", **query),
                upp_id=jawaban.upp_id,
                jawaban_id=jawaban.id,
                email=one.email,
                webhook=one.webhook,
            )


def _read_ikm(session: Session, where: Cakupan, periode: Periode, today: date) -> Ketelitian:
    selection, metode = where.selection(periode), metode_of(session, periode, today)
    if not where.per_satuan:
        rekap = read_rekap(session, selection)
        return compute_ketelitian(rekap, compute_ikm_of_rekap(rekap, metode))
    rekaps = read_rekap_per_upp(session, selection)
    upp = hasil_per_upp(rekaps, list_upp(session, where.scope, active_only=False), metode)
    whole = merge(rekaps.values())
    hasil = compute_ikm_of_rekap(whole, metode)
    return compute_ketelitian(whole, hasil, per_upp=upp, bagian=where.bagian)


@dataclass(frozen=True, slots=True)
class _Turun:
    """An IKM rule that has to speak."""

    operator_id: int
    rule: Peringatan
    where: Cakupan
    kabar: Kabar


def check_ikm(rt: Runtime) -> int:
    """Look at every IKM rule that has not spoken today; return how many notices were written.

    Two who look at once write one notice: whoever sets the day of the rule first.
    """
    today = rt.today()
    periode = Periode(today - timedelta(days=HARI_IKM - 1), today)
    found: list[_Turun] = []
    known: dict[Upp, Ketelitian] = {}
    silent = or_(col(Peringatan.terakhir).is_(None), col(Peringatan.terakhir) < today)
    query = (
        select(Peringatan)
        .where(col(Peringatan.jenis) == JenisPeringatan.IKM.value, silent)
        .order_by(col(Peringatan.operator_id), col(Peringatan.id))
    )
    with rt.reading() as session:
        for person, own in by_owner(session, session.exec(query).all()):
            for rule, where in own:
                teliti = known.get(where.upp_ids)
                if teliti is None:
                    teliti = known[where.upp_ids] = _read_ikm(session, where, periode, today)
                if teliti.nilai is None or teliti.n < rule.min_n or rule.ambang is None:
                    continue
                if teliti.nilai * 100 < rule.ambang:
                    kabar = tell_ikm(
                        where.nama,
                        teliti,
                        ambang=rule.ambang,
                        dari=today - timedelta(days=HARI_IKM - 1),
                        sampai=today,
                    )
                    found.append(_Turun(person.operator_id, rule, where, kabar))
        session.expunge_all()
    written = 0
    for turun in found:
        with rt.writing() as session:
            written += _tell_ikm(session, rt, turun, today)
    return written


def _tell_ikm(session: Session, rt: Runtime, turun: _Turun, today: date) -> bool:
    rule, where = turun.rule, turun.where
    silent = or_(col(Peringatan.terakhir).is_(None), col(Peringatan.terakhir) < today)
    first = session.connection().execute(
        update(Peringatan).where(col(Peringatan.id) == rule.id, silent).values(terakhir=today)
    )
    if not first.rowcount:
        return False
    return notify(
        session,
        rt,
        turun.operator_id,
        # By part of the province, not by rule: two thresholds of one person speak once.
        kunci=f"ikm/{where.kunci or 'semua'}/{today.isoformat()}",
        jenis=JenisPeringatan.IKM.value,
        kabar=turun.kabar,
        izin=JenisPeringatan.IKM.permission,
        tautan=write_address("/admin", cakupan=where.kunci),
        upp_id=where.upp.id if where.upp else None,
        email=rule.email,
        webhook=rule.webhook,
    )
