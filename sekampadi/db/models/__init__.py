"""All tables; importing this module fills ``SQLModel.metadata``, also for Alembic."""

from sqlalchemy import MetaData
from sqlmodel import SQLModel

# Constraints get names, so that later migrations can change them on both databases.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

from sekampadi.db.models.akun.faktor import (  # noqa: E402
    CalonFaktor,
    FaktorKedua,
    KodePemulihan,
    MasukTertunda,
)
from sekampadi.db.models.akun.kunci_api import KunciApi  # noqa: E402
from sekampadi.db.models.akun.layar_terhubung import LayarTerhubung  # noqa: E402
from sekampadi.db.models.akun.operator import Operator  # noqa: E402
from sekampadi.db.models.akun.sesi import Sesi, TiketMasuk  # noqa: E402
from sekampadi.db.models.audit import Audit  # noqa: E402
from sekampadi.db.models.integrasi.undangan import (  # noqa: E402
    KotakJawaban,
    Undangan,
    UndanganBulan,
    UndanganTerpakai,
)
from sekampadi.db.models.integrasi.webhook import Webhook, WebhookKirim  # noqa: E402
from sekampadi.db.models.jawaban import Jawaban, SaranRilis, Sumber  # noqa: E402
from sekampadi.db.models.layanan import Layanan  # noqa: E402
from sekampadi.db.models.metode_bobot import MetodeBobot  # noqa: E402
from sekampadi.db.models.outbox import Outbox, Pekerja  # noqa: E402
from sekampadi.db.models.pelaksanaan import PelaksanaanSurvei  # noqa: E402
from sekampadi.db.models.pengajuan.alur import (  # noqa: E402
    Beku,
    BekuBerkas,
    Delegasi,
    Dossier,
    DossierPengajuan,
    DrafDossier,
    LangkahAlur,
    Pengajuan,
    TenggatGeser,
)
from sekampadi.db.models.pengajuan.pemantauan import (  # noqa: E402
    KodeTerpasang,
    Kunjungan,
    Temuan,
)
from sekampadi.db.models.pengaturan import Logo, Pengaturan  # noqa: E402
from sekampadi.db.models.perangkat import Butir, Perangkat  # noqa: E402
from sekampadi.db.models.peringatan import Notifikasi, Peringatan, Saluran  # noqa: E402
from sekampadi.db.models.publik import PublikLepas, PublikSimpul, PublikTunda  # noqa: E402
from sekampadi.db.models.publikasi import Publikasi, PublikasiLogo, PublikasiMedia  # noqa: E402
from sekampadi.db.models.rekap import (  # noqa: E402
    RekapBulan,
    RekapHari,
    RekapUppBulan,
    RekapUppHari,
)
from sekampadi.db.models.tahunan import (  # noqa: E402
    DrafTahunan,
    FotoTahunan,
    IkmLama,
    LaporanTahunan,
    NaskahTahunan,
)
from sekampadi.db.models.tindak_lanjut import (  # noqa: E402
    BuktiKegiatan,
    DrafIsian,
    Kegiatan,
    Kehadiran,
    Petikan,
    TindakLanjut,
)
from sekampadi.db.models.upp import JenisUpp, Upp  # noqa: E402

metadata: MetaData = SQLModel.metadata

__all__ = [
    "Audit",
    "Beku",
    "BekuBerkas",
    "BuktiKegiatan",
    "Butir",
    "CalonFaktor",
    "Delegasi",
    "Dossier",
    "DossierPengajuan",
    "DrafDossier",
    "DrafIsian",
    "DrafTahunan",
    "FaktorKedua",
    "FotoTahunan",
    "IkmLama",
    "Jawaban",
    "JenisUpp",
    "Kegiatan",
    "Kehadiran",
    "KodePemulihan",
    "KodeTerpasang",
    "KotakJawaban",
    "KunciApi",
    "Kunjungan",
    "LangkahAlur",
    "LaporanTahunan",
    "Layanan",
    "LayarTerhubung",
    "Logo",
    "MasukTertunda",
    "MetodeBobot",
    "NaskahTahunan",
    "Notifikasi",
    "Operator",
    "Outbox",
    "Pekerja",
    "PelaksanaanSurvei",
    "Pengajuan",
    "Pengaturan",
    "Perangkat",
    "Peringatan",
    "Petikan",
    "PublikLepas",
    "PublikSimpul",
    "PublikTunda",
    "Publikasi",
    "PublikasiLogo",
    "PublikasiMedia",
    "RekapBulan",
    "RekapHari",
    "RekapUppBulan",
    "RekapUppHari",
    "Saluran",
    "SaranRilis",
    "Sesi",
    "Sumber",
    "Temuan",
    "TenggatGeser",
    "TiketMasuk",
    "TindakLanjut",
    "Undangan",
    "UndanganBulan",
    "UndanganTerpakai",
    "Upp",
    "Webhook",
    "WebhookKirim",
    "metadata",
]
