"""first tables."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


# The questionnaires as first shipped. They are written out: a migration must not change
# when the program's own constants do.
_PERANGKAT: list[dict[str, Any]] = [
    {
        "kode": "sekampadi",
        "nama": "Kuesioner SEKAMPADI",
        "umum": "Bagaimana penilaian Anda terhadap pelayanan kami secara umum?",
        "butir": [
            [
                "persyaratan",
                "Bagaimana pendapat Saudara tentang kemudahan persyaratan untuk memperoleh layanan?",
                "Tidak mudah",
                "Kurang mudah",
                "Mudah",
                "Sangat mudah",
            ],
            [
                "prosedur",
                "Bagaimana kemudahan prosedur untuk memperoleh pelayanan?",
                "Tidak mudah",
                "Kurang mudah",
                "Mudah",
                "Sangat mudah",
            ],
            [
                "waktu",
                "Bagaimana kecepatan/waktu yang dibutuhkan hingga Saudara memperoleh pelayanan?",
                "Tidak cepat",
                "Kurang cepat",
                "Cepat",
                "Sangat cepat",
            ],
            [
                "biaya",
                "Apakah Saudara pernah dimintakan biaya/tarif lain di luar ketentuan persyaratan "
                "untuk memperoleh pelayanan?",
                "Selalu",
                "Sering",
                "Pernah",
                "Tidak pernah",
            ],
            [
                "produk",
                "Bagaimana pendapat Saudara tentang kesesuaian produk pelayanan antara yang "
                "tercantum dalam standar pelayanan dengan hasil yang diberikan?",
                "Tidak sesuai",
                "Kurang sesuai",
                "Sesuai",
                "Sangat sesuai",
            ],
            [
                "kompetensi",
                "Bagaimana pendapat Saudara tentang kompetensi/kemampuan petugas dalam pelayanan?",
                "Tidak kompeten",
                "Kurang kompeten",
                "Kompeten",
                "Sangat kompeten",
            ],
            [
                "perilaku",
                "Bagaimana pendapat Saudara perilaku petugas dalam pelayanan terkait kesopanan dan "
                "keramahan?",
                "Tidak sopan dan ramah",
                "Kurang sopan dan ramah",
                "Sopan dan ramah",
                "Sangat sopan dan ramah",
            ],
            [
                "sarana",
                "Bagaimana pendapat Saudara tentang kualitas sarana dan prasarana?",
                "Buruk",
                "Cukup",
                "Baik",
                "Sangat baik",
            ],
            [
                "pengaduan",
                "Bagaimana pendapat Saudara tentang penanganan pengaduan pengguna layanan?",
                "Tidak ada",
                "Ada tetapi tidak berfungsi",
                "Berfungsi kurang maksimal",
                "Dikelola dengan baik",
            ],
        ],
    },
    {
        "kode": "resmi",
        "nama": "Kuesioner PermenPANRB 14/2017",
        "umum": "Bagaimana penilaian Anda terhadap pelayanan kami secara umum?",
        "butir": [
            [
                "persyaratan",
                "Bagaimana pendapat Saudara tentang kesesuaian persyaratan pelayanan dengan jenis "
                "pelayanannya?",
                "Tidak sesuai",
                "Kurang sesuai",
                "Sesuai",
                "Sangat sesuai",
            ],
            [
                "prosedur",
                "Bagaimana pemahaman Saudara tentang kemudahan prosedur pelayanan di unit ini?",
                "Tidak mudah",
                "Kurang mudah",
                "Mudah",
                "Sangat mudah",
            ],
            [
                "waktu",
                "Bagaimana pendapat Saudara tentang kecepatan waktu dalam memberikan pelayanan?",
                "Tidak cepat",
                "Kurang cepat",
                "Cepat",
                "Sangat cepat",
            ],
            [
                "biaya",
                "Bagaimana pendapat Saudara tentang kewajaran biaya/tarif dalam pelayanan?",
                "Sangat mahal",
                "Cukup mahal",
                "Murah",
                "Gratis",
            ],
            [
                "produk",
                "Bagaimana pendapat Saudara tentang kesesuaian produk pelayanan antara yang "
                "tercantum dalam standar pelayanan dengan hasil yang diberikan?",
                "Tidak sesuai",
                "Kurang sesuai",
                "Sesuai",
                "Sangat sesuai",
            ],
            [
                "kompetensi",
                "Bagaimana pendapat Saudara tentang kompetensi/kemampuan petugas dalam pelayanan?",
                "Tidak kompeten",
                "Kurang kompeten",
                "Kompeten",
                "Sangat kompeten",
            ],
            [
                "perilaku",
                "Bagaimana pendapat Saudara perilaku petugas dalam pelayanan terkait kesopanan dan "
                "keramahan?",
                "Tidak sopan dan ramah",
                "Kurang sopan dan ramah",
                "Sopan dan ramah",
                "Sangat sopan dan ramah",
            ],
            [
                "sarana",
                "Bagaimana pendapat Saudara tentang kualitas sarana dan prasarana?",
                "Buruk",
                "Cukup",
                "Baik",
                "Sangat baik",
            ],
            [
                "pengaduan",
                "Bagaimana pendapat Saudara tentang penanganan pengaduan pengguna layanan?",
                "Tidak ada",
                "Ada tetapi tidak berfungsi",
                "Berfungsi kurang maksimal",
                "Dikelola dengan baik",
            ],
        ],
    },
]


def _insert_reference_data() -> None:
    metode = sa.table("metode_bobot", sa.column("berlaku_dari", sa.Date), sa.column("metode"))
    op.bulk_insert(metode, [{"berlaku_dari": date(2020, 1, 1), "metode": "sekampadi"}])
    perangkat = sa.table(
        "perangkat",
        *(sa.column(c) for c in ("id", "kode", "versi", "nama", "umum", "status")),
        sa.column("berlaku_dari", sa.Date),
    )
    butir = sa.table(
        "butir",
        *(
            sa.column(c)
            for c in ("perangkat_id", "unsur", "teks", "opsi_1", "opsi_2", "opsi_3", "opsi_4")
        ),
    )
    for number, source in enumerate(_PERANGKAT, start=1):
        in_force = source["kode"] == "sekampadi"
        op.bulk_insert(
            perangkat,
            [
                {
                    "id": number,
                    "kode": source["kode"],
                    "versi": 1,
                    "nama": source["nama"],
                    "umum": source["umum"],
                    "status": "berlaku" if in_force else "draf",
                    "berlaku_dari": date(2020, 1, 1) if in_force else None,
                }
            ],
        )
        names = ("unsur", "teks", "opsi_1", "opsi_2", "opsi_3", "opsi_4")
        op.bulk_insert(
            butir,
            [
                {"perangkat_id": number, **dict(zip(names, row, strict=True))}
                for row in source["butir"]
            ],
        )
    if op.get_bind().dialect.name == "postgresql":
        # The ids were given by hand; the sequence has to know.
        op.execute("SELECT setval(pg_get_serial_sequence('perangkat', 'id'), 2)")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "metode_bobot",
        sa.Column("berlaku_dari", sa.Date(), nullable=False),
        sa.Column("metode", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("berlaku_dari", name=op.f("pk_metode_bobot")),
    )
    op.create_table(
        "perangkat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kode", sa.String(length=40), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("nama", sa.String(length=120), nullable=False),
        sa.Column("umum", sa.String(length=500), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("berlaku_dari", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_perangkat")),
        sa.UniqueConstraint("kode", "versi", name=op.f("uq_perangkat_kode_versi")),
    )
    op.create_table(
        "upp",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kode", sa.String(length=80), nullable=False),
        sa.Column("nama", sa.String(length=200), nullable=False),
        sa.Column("jenis", sa.String(length=30), nullable=False),
        sa.Column("induk_id", sa.Integer(), nullable=True),
        sa.Column("aktif", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["induk_id"], ["upp.id"], name=op.f("fk_upp_induk_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upp")),
        sa.UniqueConstraint("kode", name=op.f("uq_upp_kode")),
    )
    op.create_index(op.f("ix_upp_induk_id"), "upp", ["induk_id"], unique=False)

    op.create_table(
        "butir",
        sa.Column("perangkat_id", sa.Integer(), nullable=False),
        sa.Column("unsur", sa.String(length=20), nullable=False),
        sa.Column("teks", sa.String(length=500), nullable=False),
        sa.Column("opsi_1", sa.String(length=120), nullable=False),
        sa.Column("opsi_2", sa.String(length=120), nullable=False),
        sa.Column("opsi_3", sa.String(length=120), nullable=False),
        sa.Column("opsi_4", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["perangkat_id"], ["perangkat.id"], name=op.f("fk_butir_perangkat_id")
        ),
        sa.PrimaryKeyConstraint("perangkat_id", "unsur", name=op.f("pk_butir")),
    )
    op.create_table(
        "layanan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("upp_id", sa.Integer(), nullable=False),
        sa.Column("kode", sa.String(length=120), nullable=False),
        sa.Column("nama", sa.String(length=200), nullable=False),
        sa.Column("biaya", sa.String(length=100), nullable=False),
        sa.Column("standar_waktu", sa.String(length=100), nullable=False),
        sa.Column("aktif", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["upp_id"], ["upp.id"], name=op.f("fk_layanan_upp_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_layanan")),
        sa.UniqueConstraint("kode", name=op.f("uq_layanan_kode")),
    )
    op.create_index(op.f("ix_layanan_upp_id"), "layanan", ["upp_id"], unique=False)

    op.create_table(
        "operator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(length=60), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=30), nullable=False),
        sa.Column("upp_id", sa.Integer(), nullable=True),
        sa.Column("aktif", sa.Boolean(), nullable=False),
        sa.Column("dibuat", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["upp_id"], ["upp.id"], name=op.f("fk_operator_upp_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operator")),
        sa.UniqueConstraint("username", name=op.f("uq_operator_username")),
    )
    op.create_index(op.f("ix_operator_upp_id"), "operator", ["upp_id"], unique=False)

    op.create_table(
        "rekap_upp_bulan",
        sa.Column("upp_id", sa.Integer(), nullable=False),
        sa.Column("sumber", sa.String(length=10), nullable=False),
        sa.Column("bulan", sa.Date(), nullable=False),
        sa.Column("n", sa.Integer(), server_default="0", nullable=False),
        sa.Column("total_kuadrat", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u1_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u1_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u1_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u1_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u2_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u2_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u2_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u2_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u3_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u3_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u3_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u3_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u4_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u4_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u4_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u4_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u5_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u5_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u5_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u5_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u6_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u6_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u6_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u6_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u7_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u7_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u7_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u7_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u8_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u8_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u8_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u8_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u9_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u9_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u9_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u9_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("jenis_kelamin_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("jenis_kelamin_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("usia_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("usia_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("usia_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("usia_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("usia_5", sa.Integer(), server_default="0", nullable=False),
        sa.Column("usia_6", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pendidikan_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pendidikan_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pendidikan_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pendidikan_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pendidikan_5", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pendidikan_6", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pekerjaan_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pekerjaan_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pekerjaan_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pekerjaan_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pekerjaan_5", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pekerjaan_6", sa.Integer(), server_default="0", nullable=False),
        sa.Column("umum_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("umum_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("umum_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("umum_1", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["upp_id"], ["upp.id"], name=op.f("fk_rekap_upp_bulan_upp_id")),
        sa.PrimaryKeyConstraint("upp_id", "sumber", "bulan", name=op.f("pk_rekap_upp_bulan")),
    )
    op.create_index("ix_rekap_upp_bulan_bulan", "rekap_upp_bulan", ["bulan"], unique=False)

    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("waktu", sa.DateTime(timezone=True), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=True),
        sa.Column("aksi", sa.String(length=60), nullable=False),
        sa.Column("objek", sa.String(length=120), nullable=False),
        sa.Column("rincian", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["operator_id"], ["operator.id"], name=op.f("fk_audit_operator_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_operator_id"), "audit", ["operator_id"], unique=False)
    op.create_index(op.f("ix_audit_waktu"), "audit", ["waktu"], unique=False)

    op.create_table(
        "jawaban",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("layanan_id", sa.Integer(), nullable=False),
        sa.Column("perangkat_id", sa.Integer(), nullable=False),
        sa.Column("tempat_id", sa.Integer(), nullable=False),
        sa.Column("sumber", sa.String(length=10), nullable=False),
        sa.Column("waktu", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("usia", sa.Integer(), nullable=False),
        sa.Column("jenis_kelamin", sa.String(length=1), nullable=False),
        sa.Column("pendidikan", sa.String(length=20), nullable=False),
        sa.Column("pekerjaan", sa.String(length=30), nullable=False),
        sa.Column("umum", sa.Integer(), nullable=False),
        sa.Column("u1", sa.Integer(), nullable=False),
        sa.Column("u2", sa.Integer(), nullable=False),
        sa.Column("u3", sa.Integer(), nullable=False),
        sa.Column("u4", sa.Integer(), nullable=False),
        sa.Column("u5", sa.Integer(), nullable=False),
        sa.Column("u6", sa.Integer(), nullable=False),
        sa.Column("u7", sa.Integer(), nullable=False),
        sa.Column("u8", sa.Integer(), nullable=False),
        sa.Column("u9", sa.Integer(), nullable=False),
        sa.Column("saran", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "umum BETWEEN 1 AND 4 AND u1 BETWEEN 1 AND 4 AND u2 BETWEEN 1 AND 4 AND u3 BETWEEN 1 AND 4 AND u4 BETWEEN 1 AND 4 AND u5 BETWEEN 1 AND 4 AND u6 BETWEEN 1 AND 4 AND u7 BETWEEN 1 AND 4 AND u8 BETWEEN 1 AND 4 AND u9 BETWEEN 1 AND 4",
            name=op.f("ck_jawaban_skor"),
        ),
        sa.CheckConstraint("usia BETWEEN 10 AND 110", name=op.f("ck_jawaban_usia")),
        sa.ForeignKeyConstraint(["layanan_id"], ["layanan.id"], name=op.f("fk_jawaban_layanan_id")),
        sa.ForeignKeyConstraint(
            ["perangkat_id"], ["perangkat.id"], name=op.f("fk_jawaban_perangkat_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jawaban")),
        sa.UniqueConstraint("uuid", name=op.f("uq_jawaban_uuid")),
    )
    op.create_index(
        "ix_jawaban_layanan_id_tanggal", "jawaban", ["layanan_id", "tanggal", "id"], unique=False
    )
    op.create_index("ix_jawaban_tanggal", "jawaban", ["tanggal", "id"], unique=False)

    op.create_table(
        "rekap_bulan",
        sa.Column("layanan_id", sa.Integer(), nullable=False),
        sa.Column("tempat_id", sa.Integer(), nullable=False),
        sa.Column("sumber", sa.String(length=10), nullable=False),
        sa.Column("bulan", sa.Date(), nullable=False),
        sa.Column("n", sa.Integer(), server_default="0", nullable=False),
        sa.Column("total_kuadrat", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u1_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u1_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u1_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u1_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u2_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u2_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u2_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u2_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u3_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u3_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u3_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u3_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u4_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u4_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u4_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u4_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u5_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u5_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u5_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u5_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u6_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u6_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u6_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u6_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u7_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u7_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u7_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u7_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u8_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u8_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u8_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u8_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u9_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u9_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u9_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u9_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("jenis_kelamin_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("jenis_kelamin_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("usia_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("usia_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("usia_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("usia_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("usia_5", sa.Integer(), server_default="0", nullable=False),
        sa.Column("usia_6", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pendidikan_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pendidikan_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pendidikan_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pendidikan_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pendidikan_5", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pendidikan_6", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pekerjaan_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pekerjaan_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pekerjaan_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pekerjaan_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pekerjaan_5", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pekerjaan_6", sa.Integer(), server_default="0", nullable=False),
        sa.Column("umum_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("umum_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("umum_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("umum_1", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["layanan_id"], ["layanan.id"], name=op.f("fk_rekap_bulan_layanan_id")
        ),
        sa.PrimaryKeyConstraint(
            "layanan_id", "tempat_id", "sumber", "bulan", name=op.f("pk_rekap_bulan")
        ),
    )
    op.create_index("ix_rekap_bulan_bulan", "rekap_bulan", ["bulan"], unique=False)

    op.create_table(
        "rekap_hari",
        sa.Column("layanan_id", sa.Integer(), nullable=False),
        sa.Column("tempat_id", sa.Integer(), nullable=False),
        sa.Column("sumber", sa.String(length=10), nullable=False),
        sa.Column("tanggal", sa.Date(), nullable=False),
        sa.Column("n", sa.Integer(), server_default="0", nullable=False),
        sa.Column("total_kuadrat", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u1_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u1_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u1_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u1_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u2_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u2_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u2_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u2_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u3_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u3_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u3_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u3_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u4_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u4_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u4_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u4_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u5_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u5_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u5_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u5_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u6_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u6_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u6_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u6_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u7_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u7_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u7_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u7_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u8_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u8_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u8_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u8_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u9_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u9_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u9_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("u9_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("jenis_kelamin_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("jenis_kelamin_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("usia_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("usia_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("usia_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("usia_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("usia_5", sa.Integer(), server_default="0", nullable=False),
        sa.Column("usia_6", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pendidikan_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pendidikan_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pendidikan_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pendidikan_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pendidikan_5", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pendidikan_6", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pekerjaan_1", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pekerjaan_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pekerjaan_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pekerjaan_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pekerjaan_5", sa.Integer(), server_default="0", nullable=False),
        sa.Column("pekerjaan_6", sa.Integer(), server_default="0", nullable=False),
        sa.Column("umum_4", sa.Integer(), server_default="0", nullable=False),
        sa.Column("umum_3", sa.Integer(), server_default="0", nullable=False),
        sa.Column("umum_2", sa.Integer(), server_default="0", nullable=False),
        sa.Column("umum_1", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["layanan_id"], ["layanan.id"], name=op.f("fk_rekap_hari_layanan_id")
        ),
        sa.PrimaryKeyConstraint(
            "layanan_id", "tempat_id", "sumber", "tanggal", name=op.f("pk_rekap_hari")
        ),
    )
    op.create_index("ix_rekap_hari_tanggal", "rekap_hari", ["tanggal"], unique=False)

    op.create_table(
        "sesi",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=False),
        sa.Column("dibuat", sa.DateTime(timezone=True), nullable=False),
        sa.Column("berlaku_sampai", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_sesi_operator_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sesi")),
    )
    op.create_index(op.f("ix_sesi_berlaku_sampai"), "sesi", ["berlaku_sampai"], unique=False)
    op.create_index(op.f("ix_sesi_operator_id"), "sesi", ["operator_id"], unique=False)

    op.create_table(
        "tiket_masuk",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("operator_id", sa.Integer(), nullable=False),
        sa.Column("berlaku_sampai", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["operator_id"], ["operator.id"], name=op.f("fk_tiket_masuk_operator_id")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_tiket_masuk")),
    )
    op.create_index(
        op.f("ix_tiket_masuk_berlaku_sampai"), "tiket_masuk", ["berlaku_sampai"], unique=False
    )
    op.create_index(
        op.f("ix_tiket_masuk_operator_id"), "tiket_masuk", ["operator_id"], unique=False
    )
    _insert_reference_data()


def downgrade() -> None:
    """Undo."""
    op.drop_index(op.f("ix_tiket_masuk_operator_id"), table_name="tiket_masuk")
    op.drop_index(op.f("ix_tiket_masuk_berlaku_sampai"), table_name="tiket_masuk")

    op.drop_table("tiket_masuk")
    op.drop_index(op.f("ix_sesi_operator_id"), table_name="sesi")
    op.drop_index(op.f("ix_sesi_berlaku_sampai"), table_name="sesi")

    op.drop_table("sesi")
    op.drop_index("ix_rekap_hari_tanggal", table_name="rekap_hari")

    op.drop_table("rekap_hari")
    op.drop_index("ix_rekap_bulan_bulan", table_name="rekap_bulan")

    op.drop_table("rekap_bulan")
    op.drop_index("ix_jawaban_tanggal", table_name="jawaban")
    op.drop_index("ix_jawaban_layanan_id_tanggal", table_name="jawaban")

    op.drop_table("jawaban")
    op.drop_index(op.f("ix_audit_waktu"), table_name="audit")
    op.drop_index(op.f("ix_audit_operator_id"), table_name="audit")

    op.drop_table("audit")
    op.drop_index("ix_rekap_upp_bulan_bulan", table_name="rekap_upp_bulan")

    op.drop_table("rekap_upp_bulan")
    op.drop_index(op.f("ix_operator_upp_id"), table_name="operator")

    op.drop_table("operator")
    op.drop_index(op.f("ix_layanan_upp_id"), table_name="layanan")

    op.drop_table("layanan")
    op.drop_table("butir")
    op.drop_index(op.f("ix_upp_induk_id"), table_name="upp")

    op.drop_table("upp")
    op.drop_table("perangkat")
    op.drop_table("metode_bobot")
