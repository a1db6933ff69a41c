"""The letter with which a dossier goes to the Sekretaris Daerah (decree, L.4)."""

from sekampadi.domain.identitas import Letterhead
from sekampadi.domain.pengajuan.isi_dossier import IsiDossier
from sekampadi.i18n import format_angka, format_tanggal, t
from sekampadi.reports.build.bagian import bulat, letterhead_lines
from sekampadi.reports.build.dossier.rekap import addendum_words, counted, named, province_of
from sekampadi.reports.model import Cell, Report, Section, Table
from sekampadi.services.pengajuan.dokumen.dossier import DokumenDossier

_GAP = "\u00a0"
"""A line for nothing, or for a hand to sign."""
_ISI_NANTI = t("(diisi saat berkas ditutup)")


def _attached(isi: IsiDossier) -> list[tuple[str, str]]:
    """List what goes with the letter: what it is, and its number or how much of it."""
    addendum = f" – {isi.addendum}" if isi.addendum else ""
    found = [
        (t("Laporan IKM Triwulan Pemprov") + addendum, isi.nomor),
        (t("Rekapitulasi IKM dan Tindak Lanjut") + addendum, isi.nomor),
    ]
    if province_of(isi) is not None:
        found.append((t("Lembar IKM Pemprov"), isi.provinsi_nomor))
    sheets = len({u.lembar.nomor for u in isi.termuat if u.lembar})
    plans = sum(bool(u.kegiatan) for u in isi.termuat)
    if sheets:
        found.append((t("Lembar IKM UPP"), t("{n} lembar", n=format_angka(sheets))))
    if plans:
        found.append((t("Rencana Tindak Lanjut UPP"), t("{n} rencana", n=format_angka(plans))))
    return found


def _lampiran_table(isi: IsiDossier) -> Table:
    return Table(
        "lampiran",
        t("Daftar lampiran"),
        (t("No."), t("Dokumen"), t("Nomor / jumlah")),
        tuple(
            (bulat(at), Cell(name), Cell(words))
            for at, (name, words) in enumerate(_attached(isi), start=1)
        ),
        widths=(6, 54, 40),
    )


def _lembar_table(isi: IsiDossier) -> Table:
    rows = [
        (
            bulat(at),
            Cell(upp.nama),
            Cell(upp.lembar.nomor if upp.lembar else None, empty=t("tanpa lembar")),
            bulat(len(upp.kegiatan), empty="–"),
        )
        for at, upp in enumerate(isi.termuat, start=1)
    ]
    return Table(
        "lembar",
        t("Lembar IKM dan RTL yang dilampirkan"),
        (t("No."), t("UPP"), t("Nomor lembar"), t("Kegiatan RTL")),
        tuple(rows),
        widths=(6, 44, 36, 14),
    )


def build_surat_dossier(dokumen: DokumenDossier, letterhead: Letterhead) -> Report:
    """Build the letter; its tables are ``lampiran`` and, where any UPP is in it, ``lembar``."""
    isi, surat, identitas = dokumen.isi, dokumen.surat, letterhead.identitas
    subject = t(
        "Penyampaian {addendum}Laporan IKM {triwulan}",
        addendum=f"{isi.addendum} " if isi.addendum else "",
        triwulan=isi.triwulan.periode.nama,
    )
    body = t(
        "Dengan hormat, bersama ini disampaikan {addendum}Laporan Indeks Kepuasan Masyarakat (IKM) "
        "{pemerintah} {triwulan} beserta rekapitulasi nilai IKM dan tindak lanjut dari {n}, dengan lampiran "
        "sebagai berikut:",
        addendum=f"{isi.addendum} " if isi.addendum else "",
        pemerintah=identitas.pemerintah,
        triwulan=isi.triwulan.periode.nama,
        n=counted(len(isi.termuat)),
    )
    missing: tuple[str, ...] = ()
    if isi.belum:
        missing = (
            t(
                "Sampai surat ini dibuat, {n} belum termuat: {nama}. Bila diterima kemudian, UPP "
                "tersebut disampaikan dengan addendum.",
                n=counted(len(isi.belum)),
                nama=named(isi.belum),
            ),
        )
    tables, sections = (
        [_lampiran_table(isi)],
        [Section("", ("lampiran",), (body, *addendum_words(isi)))],
    )
    closing = t("Demikian disampaikan sebagai bahan laporan kepada Pimpinan. Terima kasih.")
    sign = (_GAP, t("Kepala Bagian Tatalaksana,"), *[_GAP] * 4, "………………………………", t("NIP"))
    sections.append(Section("", (), (_GAP, *missing, closing, *sign)))
    if isi.termuat:
        tables.append(_lembar_table(isi))
        sections.append(Section(tables[-1].title, ("lembar",)))
    title = t("SURAT PENGANTAR")
    return Report(
        kind="dossier-surat",
        title=t("RANCANGAN – {judul}", judul=title) if surat is None else title,
        subtitle=identitas.pengelola,
        lines=letterhead_lines(letterhead),
        figures=(),
        tables=tuple(tables),
        text=(
            t("Nomor: {nomor}", nomor=surat.nomor if surat else _ISI_NANTI),
            t("Tanggal: {hari}", hari=format_tanggal(surat.tanggal) if surat else _ISI_NANTI),
            t("Hal: {hal}", hal=subject),
            t("Yth. Sekretaris Daerah {daerah}", daerah=identitas.daerah),
            t("di Tempat"),
        ),
        notes=(),
        sections=tuple(sections),
    )
