"""tindak_lanjut: plans of an UPP for a triwulan, their actions, suggestions, evidence and drafts."""

import sqlalchemy as sa

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _fk(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "tindak_lanjut",
        *(_number("id"), _number("upp_id"), _number("tahun"), _number("triwulan")),
        _number("publikasi_id"),
        *(_moment("dibuat_pada"), _text("dibuat_oleh", 60)),
        *(_moment("diubah_pada"), _text("diubah_oleh", 60)),
        sa.CheckConstraint("triwulan BETWEEN 1 AND 4", name=op.f("ck_tindak_lanjut_triwulan")),
        _fk("tindak_lanjut", "upp_id", "upp"),
        _fk("tindak_lanjut", "publikasi_id", "publikasi"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tindak_lanjut")),
        sa.UniqueConstraint(
            "upp_id", "tahun", "triwulan", name=op.f("uq_tindak_lanjut_upp_id_tahun_triwulan")
        ),
    )
    op.create_index(op.f("ix_tindak_lanjut_publikasi_id"), "tindak_lanjut", ["publikasi_id"])
    op.create_table(
        "petikan",
        *(_number("id"), _number("tindak_lanjut_id"), _text("unsur", 20), _number("jawaban_id")),
        sa.Column("teks", sa.Text(), nullable=False),
        *(_moment("dipilih_pada"), _text("dipilih_oleh", 60)),
        _fk("petikan", "tindak_lanjut_id", "tindak_lanjut"),
        _fk("petikan", "jawaban_id", "jawaban"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_petikan")),
        sa.UniqueConstraint(
            "tindak_lanjut_id",
            "unsur",
            "jawaban_id",
            name=op.f("uq_petikan_tindak_lanjut_id_unsur_jawaban_id"),
        ),
    )
    op.create_index(op.f("ix_petikan_jawaban_id"), "petikan", ["jawaban_id"])
    op.create_table(
        "kegiatan",
        *(_number("id"), _number("tindak_lanjut_id"), _text("unsur", 20)),
        *(_number("urutan"), _number("versi")),
        _text("nama", 500),
        sa.Column("mulai", sa.Date(), nullable=True),
        sa.Column("target", sa.Date(), nullable=False),
        *(_text("penanggung_jawab", 200), _text("prioritas", 10), _text("jangka", 10)),
        _text("status", 10),
        sa.Column("uraian", sa.Text(), nullable=False),
        sa.Column("hambatan", sa.Text(), nullable=False),
        _text("alasan", 500),
        sa.Column("selesai_pada", sa.Date(), nullable=True),
        sa.Column("strategi", sa.Text(), nullable=False),
        sa.Column("strategi_target", sa.Date(), nullable=True),
        *(_text("strategi_penanggung_jawab", 200), _text("stakeholder", 300)),
        _text("tayang_teks", 500),
        sa.Column("tayang_petikan_id", sa.Integer(), nullable=True),
        _moment("tayang_pada", nullable=True),
        *(_moment("diubah_pada"), _text("diubah_oleh", 60)),
        _fk("kegiatan", "tindak_lanjut_id", "tindak_lanjut"),
        _fk("kegiatan", "tayang_petikan_id", "petikan"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kegiatan")),
    )
    op.create_index(op.f("ix_kegiatan_tindak_lanjut_id"), "kegiatan", ["tindak_lanjut_id"])
    op.create_index(op.f("ix_kegiatan_target"), "kegiatan", ["target"])
    op.create_table(
        "bukti_kegiatan",
        *(_number("id"), _number("kegiatan_id"), _text("kunci", 32), _text("sidik", 64)),
        *(_text("jenis", 10), _text("nama", 120), _text("keterangan", 200), _number("ukuran")),
        *(_moment("diunggah_pada"), _text("diunggah_oleh", 60)),
        _fk("bukti_kegiatan", "kegiatan_id", "kegiatan"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bukti_kegiatan")),
        sa.UniqueConstraint("kunci", name=op.f("uq_bukti_kegiatan_kunci")),
    )
    op.create_index(op.f("ix_bukti_kegiatan_kegiatan_id"), "bukti_kegiatan", ["kegiatan_id"])
    op.create_index(op.f("ix_bukti_kegiatan_sidik"), "bukti_kegiatan", ["sidik"])
    op.create_table(
        "draf",
        *(_number("operator_id"), _number("tindak_lanjut_id"), _text("objek", 40)),
        _number("versi"),
        sa.Column("isi", sa.JSON(), nullable=False),
        _moment("diubah_pada"),
        _fk("draf", "operator_id", "operator"),
        _fk("draf", "tindak_lanjut_id", "tindak_lanjut"),
        sa.PrimaryKeyConstraint("operator_id", "tindak_lanjut_id", "objek", name=op.f("pk_draf")),
    )
    op.create_table(
        "kehadiran",
        *(_number("tindak_lanjut_id"), _number("operator_id")),
        *(_moment("terlihat_pada"), _text("mengisi", 40)),
        _fk("kehadiran", "tindak_lanjut_id", "tindak_lanjut"),
        _fk("kehadiran", "operator_id", "operator"),
        sa.PrimaryKeyConstraint("tindak_lanjut_id", "operator_id", name=op.f("pk_kehadiran")),
    )
    # The history of a plan is what the audit trail says of it.
    op.create_index(op.f("ix_audit_objek"), "audit", ["objek"])


def downgrade() -> None:
    """Undo."""
    op.drop_index(op.f("ix_audit_objek"), table_name="audit")
    for table in ("kehadiran", "draf", "bukti_kegiatan", "kegiatan", "petikan", "tindak_lanjut"):
        op.drop_table(table)
