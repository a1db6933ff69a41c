"""The tables of answers: Responden (who answered) and Penilaian (what they said), decree J.3 and K.2."""

from sqlmodel import Session

from sekampadi.db.listing import Source
from sekampadi.db.models import Sumber
from sekampadi.db.queries.rekap import read_rekap
from sekampadi.db.queries.tabel.jawaban import jawaban_source
from sekampadi.domain.izin import Permission, Principal
from sekampadi.domain.laporan.rekap import Rekap
from sekampadi.domain.moderasi import StatusJawaban, Tanda, Tindakan
from sekampadi.domain.periode import Periode
from sekampadi.domain.survei.responden import CHOSEN, PenilaianUmum
from sekampadi.domain.survei.unsur import URUTAN
from sekampadi.domain.tabel import (
    Action,
    Column,
    Filter,
    FilterKind,
    Kind,
    Option,
    TableQuery,
    TableSpec,
    parse_query,
)
from sekampadi.i18n import t
from sekampadi.services.laporan.cakupan import (
    Cakupan,
    list_pilihan,
    list_pilihan_layanan,
    resolve_cakupan,
)
from sekampadi.services.sistem.runtime import Runtime, require
from sekampadi.services.tabel.tabel import Options, TableSource

SUMBER_KATA = {
    Sumber.DARING.value: t("Daring"),
    Sumber.KIOSK.value: t("Kiosk"),
    Sumber.KERTAS.value: t("Kertas"),
    Sumber.API.value: t("Sistem lain"),
}
_ALL = Option("", t("Semua"))
_REMOVED = ("status", StatusJawaban.DIHAPUS.value)

_UPP = Filter("upp", t("UPP"), resets=("layanan",))
_LAYANAN = Filter("layanan", t("Layanan"))
_DARI = Filter("dari", t("Tanggal mulai"), FilterKind.DATE)
_SAMPAI = Filter("sampai", t("Tanggal akhir"), FilterKind.DATE)
_SUMBER_FILTER = Filter(
    "sumber", t("Sumber"), options=(_ALL, *(Option(k, v) for k, v in SUMBER_KATA.items()))
)
_WHERE = (_UPP, _LAYANAN, _SUMBER_FILTER, _DARI, _SAMPAI)

RESPONDEN = TableSpec(
    name="responden",
    title=t("Responden"),
    path="/admin/responden",
    permission=Permission.JAWABAN_READ,
    export_permission=Permission.JAWABAN_EXPORT,
    default_sort="-tanggal",
    columns=(
        Column("usia", t("Usia"), Kind.NUMBER),
        *(
            Column(
                k.value,
                t(k.about.short or k.label),
                hint=t(k.label) if k.about.short else "",
                searchable=not k.by_letter,
            )
            for k in CHOSEN
        ),
        Column("tanggal", t("Tanggal Survey"), Kind.DATE),
    ),
    filters=_WHERE,
)

PENILAIAN = TableSpec(
    name="penilaian",
    by_beginning=True,
    title=t("Penilaian"),
    path="/admin/penilaian",
    permission=Permission.JAWABAN_READ,
    export_permission=Permission.JAWABAN_EXPORT,
    default_sort="-tanggal",
    columns=(
        Column("tanggal", t("Tanggal"), Kind.DATE),
        Column("upp", t("UPP"), searchable=True, several=True),
        Column("layanan", t("Jenis Layanan"), searchable=True),
        Column(
            "umum",
            t("Penilaian Umum"),
            labels={int(p.value): t(p.label) for p in PenilaianUmum},
        ),
        *(Column(u.field, u.kode, Kind.NUMBER, hint=u.nama, narrow=True) for u in URUTAN),
        Column(
            "saran",
            t("Saran"),
            searchable=True,
            sortable=False,
            permission=Permission.SARAN_READ,
        ),
        Column("sumber", t("Sumber"), labels=dict(SUMBER_KATA), screen=False, sortable=False),
        Column(
            "tanda",
            t("Tanda"),
            labels={bits: "; ".join(Tanda(bits).alasan) for bits in range(2 * max(Tanda))},
            screen=False,
            sortable=False,
        ),
        Column("ditinjau", t("Sudah ditinjau"), screen=False, excel=False, sortable=False),
        Column(
            "pengaduan",
            t("Pengaduan"),
            labels={1: t("Ya"), 0: ""},
            permission=Permission.SARAN_READ,
            screen=False,
            sortable=False,
        ),
        # The screen says these three in one sentence beside the suggestion.
        Column("dihapus_pada", t("Dihapus pada"), Kind.DATE, when=_REMOVED, screen=False),
        Column("dihapus_oleh", t("Dihapus oleh"), when=_REMOVED, screen=False),
        Column("alasan_hapus", t("Alasan"), when=_REMOVED, sortable=False, screen=False),
    ),
    filters=(
        Filter(
            "status",
            t("Status"),
            options=(
                Option(StatusJawaban.AKTIF.value, t("Dihitung")),
                Option(StatusJawaban.DIHAPUS.value, t("Dihapus")),
            ),
            default=StatusJawaban.AKTIF.value,
        ),
        Filter(
            "tinjau",
            t("Tanda"),
            options=(
                _ALL,
                Option("perlu", t("Perlu ditinjau")),
                Option("satuan", t("Perlu ditinjau satu per satu")),
                Option("beruntun", t("Kiriman beruntun")),
                Option("tidak", t("Tanpa tanda")),
                Option("pengaduan", t("Pengaduan")),
            ),
        ),
        *_WHERE,
    ),
    actions=(
        Action(Tindakan.HAPUS.value, t("Hapus"), Permission.JAWABAN_MODERATE),
        Action(Tindakan.PULIHKAN.value, t("Pulihkan"), Permission.JAWABAN_MODERATE),
        Action(Tindakan.PINDAH.value, t("Pindahkan"), Permission.JAWABAN_MODERATE),
        Action(Tindakan.TINJAU.value, t("Sudah ditinjau"), Permission.JAWABAN_MODERATE),
        Action(Tindakan.ADUKAN.value, t("Tandai pengaduan"), Permission.JAWABAN_MODERATE),
        Action(Tindakan.BUKAN_ADUAN.value, t("Bukan pengaduan"), Permission.JAWABAN_MODERATE),
    ),
)


def _cakupan(session: Session, principal: Principal, query: TableQuery) -> Cakupan:
    # A plus in an address means a blank; only "kode+upt" has one.
    kunci = query.filters.get("upp", "").replace(" ", "+")
    return resolve_cakupan(session, principal, kunci, query.filters.get("layanan", ""))


def _source(session: Session, principal: Principal, query: TableQuery) -> Source:
    cakupan = _cakupan(session, principal, query)
    return jawaban_source(
        principal.scope,
        StatusJawaban(query.filters.get("status", StatusJawaban.AKTIF.value)),
        upp_ids=cakupan.upp_ids,
        layanan_id=cakupan.layanan.id if cakupan.layanan else None,
    )


def layanan_options(
    session: Session, principal: Principal, upp_ids: frozenset[int] | None
) -> tuple[Option, ...]:
    """List the layanan of some UPP, or of all the person may see, as choices."""
    pilihan = list_pilihan_layanan(session, principal.scope, upp_ids)
    return tuple(Option(p.kunci, p.nama) for p in pilihan)


def _options(session: Session, principal: Principal, query: TableQuery) -> Options:
    pilihan = list_pilihan(session, principal)
    options = {"upp": (Option("", t("Semua UPP")), *(Option(p.kunci, p.nama) for p in pilihan[1:]))}
    if principal.role.of_upp and principal.upp_id is not None:
        # The first is the own UPP: what no choice means.
        options["upp"] = tuple(
            Option("" if at == 0 else p.kunci, p.nama) for at, p in enumerate(pilihan)
        )
    kunci = query.filters.get("upp", "")
    if kunci or principal.role.of_upp:
        upp_ids = resolve_cakupan(session, principal, kunci.replace(" ", "+")).upp_ids
        layanan = layanan_options(session, principal, upp_ids)
        options["layanan"] = (Option("", t("Semua layanan")), *layanan)
    return options


TABLE_RESPONDEN = TableSource(RESPONDEN, _source, _options)
TABLE_PENILAIAN = TableSource(PENILAIAN, _source, _options)


def load_layanan_tujuan(rt: Runtime, principal: Principal | None) -> tuple[Option, ...]:
    """List the layanan to which a person may move an answer."""
    principal = require(principal, Permission.JAWABAN_MODERATE)
    with rt.reading() as session:
        return layanan_options(session, principal, None)


def load_kelompok(rt: Runtime, principal: Principal | None, given: dict[str, str]) -> Rekap | None:
    """Read the respondents' groups for the pies; None for a filter the counters do not know."""
    principal = require(principal, RESPONDEN.permission)
    query = parse_query(RESPONDEN, given, principal)
    if query.search or "sumber" in query.filters:
        return None
    periode = Periode.parse(query.filters.get("dari"), query.filters.get("sampai"))
    with rt.reading() as session:
        return read_rekap(session, _cakupan(session, principal, query).selection(periode))
