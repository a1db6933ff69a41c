"""What people may ask for, in the words of UU 27/2022, and what an anonymous survey cannot give."""

from sekampadi.i18n import t


def list_pembuka() -> tuple[str, ...]:
    """Return what is said first."""
    return (
        t(
            "Survei ini tidak menanyakan nama, NIK, alamat, atau nomor telepon. Jawaban Anda disimpan "
            "tanpa alamat internet dan tanpa tanda perangkat, jadi tidak seorang pun dapat mencari tahu "
            "jawaban siapa itu."
        ),
        t(
            "Karena itu pula jawaban yang sudah terkirim tidak dapat dicari, diperbaiki, atau dihapus "
            "atas permintaan Anda: kami tidak tahu mana jawaban Anda. Bila Anda telanjur menulis nama "
            "atau nomor dalam saran, hubungi kami dengan menyebutkan layanan, tanggal, dan bunyi "
            "sarannya; petugas dapat menyisihkannya."
        ),
        t(
            "Angka dipublikasikan hanya bila cukup banyak orang menjawab, sehingga jawaban seseorang "
            "tidak dapat dihitung dari angka itu."
        ),
    )


def list_hak() -> tuple[str, ...]:
    """Return the rights of a Subjek Data Pribadi that can be asked for here."""
    return (
        t("mendapat informasi tentang data apa yang diproses, dasarnya, dan oleh siapa (Pasal 5)"),
        t("melengkapi atau memperbaiki data yang keliru (Pasal 6)"),
        t(
            "mengakses dan memperoleh salinan data pribadi (Pasal 7); petugas mengunduhnya sendiri di "
            "halaman Akun saya"
        ),
        t(
            "mengakhiri pemrosesan, menghapus, atau memusnahkan data pribadi (Pasal 8); admin "
            "menghapus data akun petugas yang sudah dinonaktifkan"
        ),
        t("menarik persetujuan, misalnya untuk pemberitahuan lewat e-mail (Pasal 9)"),
        t("mengajukan keberatan dan menunda atau membatasi pemrosesan (Pasal 10 dan 11)"),
        t("menggugat dan menerima ganti rugi atas pelanggaran (Pasal 12)"),
    )


def list_batas() -> tuple[str, ...]:
    """Return what stays although somebody asks, and what happens when something goes wrong."""
    return (
        t(
            "Hak itu dikecualikan untuk dokumen resmi yang sudah terbit atau disampaikan, dan untuk "
            "jejak audit, sejauh Pasal 15 dan aturan kearsipan mengharuskannya."
        ),
        t(
            "Bila terjadi kegagalan pelindungan data pribadi, orang yang datanya terkena diberi tahu "
            "secara tertulis paling lambat 3 × 24 jam (Pasal 46)."
        ),
        t(
            "Keputusan tentang orang tidak diambil oleh mesin. Data tidak dijual dan tidak dipakai iklan."
        ),
    )
