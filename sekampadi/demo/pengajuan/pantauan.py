"""The demonstration's monitoring: where codes hang, who was visited, and what was found (decree, M.5 and M.6)."""

import hashlib
import io
import secrets
from datetime import date, timedelta
from random import Random
from typing import Final

from PIL import Image, ImageDraw
from sqlmodel import Session, col, select

from sekampadi.db.models import KodeTerpasang, Kunjungan, Operator, Temuan
from sekampadi.db.queries.master import UppRow, list_upp
from sekampadi.db.types import stored_id
from sekampadi.demo.kalender import is_libur, is_weekend
from sekampadi.demo.tindak_lanjut.fates import moment_on, workday
from sekampadi.demo.tindak_lanjut.keepers import keeper_of
from sekampadi.domain.izin import PROVINSI, Role
from sekampadi.domain.pengajuan.kode_terpasang import MediaKode
from sekampadi.domain.pengajuan.kunjungan import JenisKunjungan
from sekampadi.reports.render.qr import qr_matrix
from sekampadi.services.sistem.runtime import Runtime, record
from sekampadi.services.sistem.simpanan import path_of

_PLACES: Final = (
    (MediaKode.POSTER, "Dinding di samping loket 1"),
    (MediaKode.MEJA, "Meja loket pelayanan"),
    (MediaKode.STANDEE, "Pintu masuk ruang tunggu"),
    (MediaKode.SITUS, "Halaman depan situs web kantor"),
    (MediaKode.LAYAR, "Layar antrean ruang tunggu"),
)
_FOUND: Final = (
    (
        "Poster kode QR tertutup lemari arsip sehingga tidak terlihat dari kursi tunggu.",
        "Pindahkan poster ke samping loket setinggi mata.",
        "Poster sudah dipindahkan ke samping loket 1.",
    ),
    (
        "Lembar IKM triwulan lalu belum ditempel di papan pengumuman.",
        "Cetak dan tempel lembar yang berlaku, lalu catat medianya.",
        "Lembar sudah ditempel dan dicatat.",
    ),
    (
        "Petugas belum mengajak pengguna layanan mengisi survei setelah pelayanan selesai.",
        "Jadikan ajakan mengisi survei bagian dari salam penutup pelayanan.",
        "",
    ),
)


def _photo(address: str) -> bytes:
    """Draw a wall with a poster: a drawing with the word "contoh", which nobody takes for a photo."""
    image = Image.new("RGB", (480, 360), "#e9e2d3")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 300, 480, 360), fill="#a87b4f")
    draw.rectangle((150, 30, 330, 280), fill="#fdfdf8", outline="#2b2f33", width=3)
    matrix = qr_matrix(address)
    side = 140 // len(matrix)
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark:
                left, top = 170 + x * side, 90 + y * side
                draw.rectangle((left, top, left + side - 1, top + side - 1), fill="#1d2420")
    draw.text((165, 50), "SEKAMPADI (contoh)", fill="#1b5e3a")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


def _store(rt: Runtime, data: bytes) -> str:
    sidik = hashlib.sha256(data).hexdigest()
    path = path_of(rt.settings, sidik)
    for folder in (path.parent.parent, path.parent):
        folder.mkdir(mode=0o700, exist_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(data)
    return sidik


def _codes(session: Session, rt: Runtime, upp: UppRow, photo: tuple[str, int]) -> int:
    """Hang the codes of an office: as many as it is careful."""
    keeper = keeper_of(upp.kode)
    rng = Random(f"sekampadi/kode/{upp.kode}")  # noqa: S311 - repeatable on purpose
    count = rng.randint(2, 5) if keeper.done > 0.7 else rng.randint(0, 2)
    today = rt.today()
    for media, place in _PLACES[:count]:
        hung = workday(today - timedelta(days=rng.randint(120, 600)))
        proved = rng.random() < 0.6
        session.add(
            KodeTerpasang(
                upp_id=upp.id,
                tempat=place,
                media=media.value,
                tanggal=hung,
                sidik=photo[0] if proved else "",
                kunci=secrets.token_hex(16) if proved else "",
                ukuran=photo[1] if proved else 0,
                dicatat_pada=moment_on(rng, hung),
                dicatat_oleh="contoh",
            )
        )
    return count


def _visit(session: Session, upp: UppRow, by: Operator, day: date, rng: Random) -> None:
    visit = Kunjungan(
        upp_id=upp.id,
        tanggal=day,
        jenis=JenisKunjungan.BERKALA.value,
        petugas="Tim Kerja Pelayanan Publik, Biro Organisasi",
        catatan="Meninjau ruang tunggu, loket, dan cara petugas mengajak mengisi survei.",
        dicatat_pada=moment_on(rng, day),
        dicatat_oleh=by.username,
    )
    session.add(visit)
    session.flush()
    for uraian, rekomendasi, tindakan in rng.sample(_FOUND, rng.randint(1, 2)):
        done = bool(tindakan) and rng.random() < 0.6
        session.add(
            Temuan(
                kunjungan_id=stored_id(visit.id),
                penulis_id=stored_id(by.id),
                uraian=uraian,
                rekomendasi=rekomendasi,
                penanggung_jawab="Kepala Subbagian Tata Usaha",
                target=day + timedelta(days=30),
                tindakan=tindakan if done else "",
                selesai_pada=day + timedelta(days=rng.randint(5, 25)) if done else None,
                diubah_pada=moment_on(rng, day),
                diubah_oleh=by.username,
            )
        )


def watch_demo(rt: Runtime) -> int:
    """Hang codes and visit some offices; return how many codes hang. Once only."""
    data = _photo(rt.settings.base_url)
    with rt.writing() as session:
        if session.exec(select(KodeTerpasang.id).limit(1)).first() is not None:
            return 0
        photo = (_store(rt, data), len(data))
        offices = list_upp(session, PROVINSI)
        codes = sum(_codes(session, rt, upp, photo) for upp in offices)
        query = select(Operator).where(col(Operator.role) == Role.ADMIN_PEMPROV.value)
        by = session.exec(query.order_by(col(Operator.id))).first()
        for number, upp in enumerate(offices if by else ()):
            rng = Random(f"sekampadi/kunjungan/{upp.kode}")  # noqa: S311 - repeatable
            day = workday(rt.today() - timedelta(days=35 + number * 3))
            if by and number % 5 == 0 and not (is_weekend(day) or is_libur(day)):
                _visit(session, upp, by, day, rng)
        record(session, None, "demo.pemantauan", kode=codes)
    return codes
