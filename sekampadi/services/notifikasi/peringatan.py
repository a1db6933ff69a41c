"""Peringatan: the rules of a person, and the line an answer leaves for the worker.

A submit must not wait for them. Before its transaction it looks at what this process knows of the
rules (:func:`find_sorotan`); only an answer that somebody may want to know of writes one line into
the outbox, and the worker does the rest. The IKM needs no line at all: the worker looks at the
counters themselves, once a minute.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby

from sqlmodel import Session, col, func, select

from sekampadi.db.models import Peringatan
from sekampadi.db.types import stored_id
from sekampadi.domain.errors import ConflictError, DomainError, FieldErrors, NotFoundError
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.notifikasi.outbox import JenisPesan
from sekampadi.domain.notifikasi.peringatan import (
    ATURAN_MAKS,
    JenisPeringatan,
    find_kata,
    parse_aturan,
)
from sekampadi.domain.survei.responden import PenilaianUmum
from sekampadi.domain.survei.survei import JawabanBaru
from sekampadi.i18n import format_angka, t
from sekampadi.services.akun.sesi import principal_of
from sekampadi.services.laporan.cakupan import Cakupan, CakupanOption, list_pilihan, resolve_cakupan
from sekampadi.services.notifikasi.outbox import enqueue
from sekampadi.services.sistem.runtime import Runtime, record, require
from sekampadi.services.sistem.semula import Semula, check_semula

_P = Permission.NOTIFIKASI_READ
_INDEX = "peringatan"
BURUK = int(PenilaianUmum.BURUK.value)
OF_ANSWERS = (JenisPeringatan.BURUK.value, JenisPeringatan.KATA.value)

Upp = frozenset[int] | None
"""Some UPP by their ids; None for all."""


@dataclass(frozen=True, slots=True)
class Indeks:
    """The active rules about answers, in the shape a submit asks for."""

    buruk: frozenset[Upp] = frozenset()  # the UPP of the rules "Buruk"
    kata: tuple[tuple[Upp, tuple[str, ...]], ...] = ()  # UPP -> all words looked for there


@dataclass(frozen=True, slots=True)
class Sorotan:
    """The UPP in which an answer would be of interest to somebody."""

    upp: frozenset[Upp] = frozenset()

    def covers(self, upp_id: int) -> bool:
        """Tell whether an UPP is among them."""
        return any(ids is None or upp_id in ids for ids in self.upp)


@dataclass(frozen=True, slots=True)
class Aturan:
    """A rule as its owner sees it."""

    id: int
    jenis: JenisPeringatan
    nama: str
    ambang: int | None
    min_n: int
    kata: tuple[str, ...]
    email: bool
    webhook: bool
    cakupan: str
    berlaku: bool


def where_of(session: Session, person: Principal | None, rule: Peringatan) -> Cakupan | None:
    """Return the part of the province a rule is about; None when its owner may not see it now."""
    if person is None or not person.may(_P):
        return None
    if not person.may(JenisPeringatan(rule.jenis).permission):
        return None
    try:
        return resolve_cakupan(session, person, rule.cakupan)
    except NotFoundError:
        return None


def by_owner(
    session: Session, rules: Iterable[Peringatan]
) -> Iterable[tuple[Principal, list[tuple[Peringatan, Cakupan]]]]:
    """Group rules, in the order of their owners, with what each is about; lapsed ones are left out."""
    for operator_id, own in groupby(rules, key=lambda rule: rule.operator_id):
        person = principal_of(session, operator_id)
        found = [(rule, where) for rule in own if (where := where_of(session, person, rule))]
        if person is not None and found:
            yield person, found


def rules_of(session: Session, jenis: Iterable[str]) -> list[Peringatan]:
    """List all rules of some kinds, in the order of their owners."""
    query = select(Peringatan).where(col(Peringatan.jenis).in_(list(jenis)))
    return list(session.exec(query.order_by(col(Peringatan.operator_id), col(Peringatan.id))))


def _read_index(session: Session) -> Indeks:
    buruk: set[Upp] = set()
    kata: dict[Upp, dict[str, None]] = {}
    for _, own in by_owner(session, rules_of(session, OF_ANSWERS)):
        for rule, where in own:
            if rule.jenis == JenisPeringatan.BURUK:
                buruk.add(where.upp_ids)
            else:
                kata.setdefault(where.upp_ids, {}).update(dict.fromkeys(rule.kata))
    return Indeks(frozenset(buruk), tuple((ids, tuple(words)) for ids, words in kata.items()))


def find_sorotan(rt: Runtime, baru: JawabanBaru) -> Sorotan:
    """Tell where an answer would be of interest, before its transaction begins.

    What is known of the rules is at most :data:`~sekampadi.services.sistem.runtime.KEEP_SECONDS` old;
    a change in this process counts at once.
    """
    index = rt.keep(_INDEX, _read_index)
    found: set[Upp] = set()
    if int(baru.penilaian.umum.value) == BURUK:
        found |= index.buruk
    if baru.saran:
        found |= {ids for ids, words in index.kata if find_kata(words, baru.saran)}
    return Sorotan(frozenset(found))


def note_jawaban(
    session: Session, sorotan: Sorotan, now: datetime, upp_id: int, jawaban_id: int
) -> None:
    """Write, in the transaction of an answer, that somebody may want to know of it."""
    if sorotan.covers(upp_id):
        isi = {"jawaban_id": jawaban_id}
        enqueue(session, now, JenisPesan.JAWABAN, f"jawaban/{jawaban_id}", isi)


def list_jenis(principal: Principal | None) -> list[JenisPeringatan]:
    """List the kinds of rules a person may have."""
    return [j for j in JenisPeringatan if principal is not None and principal.may(j.permission)]


def list_cakupan(rt: Runtime, principal: Principal | None) -> list[CakupanOption]:
    """List the parts of the province a rule of the person may be about; none for who sees none."""
    person = require(principal, _P)
    if not list_jenis(person):
        return []
    with rt.reading() as session:
        return list_pilihan(session, person)


def list_aturan(rt: Runtime, principal: Principal | None) -> list[Aturan]:
    """List the own rules; one whose part is out of sight now says so."""
    person = require(principal, _P)
    result = []
    with rt.reading() as session:
        own = select(Peringatan).where(col(Peringatan.operator_id) == person.operator_id)
        for rule in session.exec(own.order_by(col(Peringatan.id))):
            where = where_of(session, person, rule)
            result.append(
                Aturan(
                    stored_id(rule.id),
                    JenisPeringatan(rule.jenis),
                    where.nama if where else t("di luar kewenangan Anda sekarang"),
                    rule.ambang,
                    rule.min_n,
                    tuple(rule.kata),
                    rule.email,
                    rule.webhook,
                    rule.cakupan,
                    where is not None,
                )
            )
    return result


def save_aturan(
    rt: Runtime,
    principal: Principal | None,
    isian: Mapping[str, object],
    aturan_id: int | None = None,
    *,
    semula: Semula | None = None,
) -> None:
    """Add a rule, or change an own one.

    Args:
        semula: as :func:`isian_aturan` when the form was opened; None for a new rule.

    Raises:
        ChangedError: ``isian.berubah``, as in another tab.
        ConflictError: ``aturan.many``.
    """
    person = require(principal, _P)
    baru = parse_aturan(isian)
    require(person, baru.jenis.permission)
    with rt.writing() as session:
        try:
            where = resolve_cakupan(session, person, baru.cakupan)
        except NotFoundError as error:
            raise FieldErrors({"cakupan": DomainError(error.code, error.message)}) from None
        own = col(Peringatan.operator_id) == person.operator_id
        if aturan_id is None:
            count = session.exec(select(func.count()).select_from(Peringatan).where(own)).one()
            if count >= ATURAN_MAKS:
                raise ConflictError("aturan.many", t("Paling banyak {n} aturan.", n=ATURAN_MAKS))
            rule = Peringatan(
                operator_id=person.operator_id, jenis=baru.jenis.value, dibuat=rt.now()
            )
        else:
            rule = _own_rule(session, person, aturan_id, lock=True)
            if rule.jenis != baru.jenis.value:
                raise NotFoundError("aturan.unknown", t("Aturan tidak ditemukan."))
        seen = isian_aturan(rule)
        if rule.cakupan != where.kunci:
            rule.terakhir = None
        rule.cakupan, rule.ambang, rule.min_n = where.kunci, baru.ambang, baru.min_n
        rule.kata, rule.email, rule.webhook = list(baru.kata), baru.email, baru.webhook
        own_tab = t("Anda di tab lain")
        check_semula(
            *(session, semula, seen, isian_aturan(rule)),
            aksi="peringatan.",
            objek=_objek_of(rule),
            oleh=own_tab,
        )
        session.add(rule)
        session.flush()
        record(
            session,
            person,
            "peringatan.simpan",
            _objek_of(rule),
            jenis=rule.jenis,
            cakupan=rule.cakupan,
        )
    rt.forget(_INDEX)


def _objek_of(rule: Peringatan) -> str:
    return f"peringatan/{rule.id}"


def isian_aturan(rule: Peringatan | Aturan) -> dict[str, str]:
    """Return what the form of a rule shows of it."""
    return {
        "cakupan": rule.cakupan,
        "ambang": format_angka(Decimal(rule.ambang or 0).scaleb(-2)),
        "min_n": str(rule.min_n),
        "kata": ", ".join(rule.kata),
        "lewat_email": "ya" if rule.email else "",
        "lewat_webhook": "ya" if rule.webhook else "",
    }


def _own_rule(
    session: Session, person: Principal, aturan_id: int, *, lock: bool = False
) -> Peringatan:
    rule = session.get(Peringatan, aturan_id, with_for_update=lock or None)
    if rule is None or rule.operator_id != person.operator_id:
        raise NotFoundError("aturan.unknown", t("Aturan tidak ditemukan."))
    return rule


def remove_aturan(rt: Runtime, principal: Principal | None, aturan_id: int) -> None:
    """Take an own rule away; what it has told stays."""
    person = require(principal, _P)
    with rt.writing() as session:
        rule = _own_rule(session, person, aturan_id)
        session.delete(rule)
        record(session, person, "peringatan.hapus", f"peringatan/{aturan_id}", jenis=rule.jenis)
    rt.forget(_INDEX)
