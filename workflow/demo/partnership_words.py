"""What is said in the demo's third invented rakor, and in the one that is still to come: offices only, no names."""

from __future__ import annotations

from typing import Any

TITLE = "Rapat Koordinasi Kemitraan LKS"
PURPOSE = "Memperluas kemitraan LKS dengan pemerintah daerah, dunia usaha, dayah, dan perguruan tinggi."
ROOM = "Ruang Rapat Utama"
HOURS = {"begins": "09.00", "ends": "16.00", "room": ROOM}
AGENDA = (  # title, begins, ends, kind, what was said
    ("Pembukaan", "09.00", "09.20", "pembukaan", "Rapat dibuka oleh Kepala Dinas Sosial Aceh."),
    ("Paparan perkembangan kemitraan LKS", "09.20", "10.30", "paparan",
     "Dinas Sosial Aceh memaparkan jumlah LKS yang tanda daftarnya akan berakhir.\n"
     "Dinas Sosial Kabupaten Bireuen memaparkan kerja sama LKS dengan dunia usaha."),
    ("Pembahasan dalam komisi", "10.30", "14.30", "pembahasan",
     "LKKS Kabupaten Bireuen menyampaikan bahwa sebagian LKS belum memperbarui tanda daftarnya.\n"
     "LKKS Kabupaten Pidie meminta agar setiap kabupaten/kota menunjuk satu penghubung kemitraan."),
    ("Pembacaan rumusan hasil", "14.30", "15.45", "pembahasan", "Rumusan kedua komisi dibacakan dan disepakati."),
    ("Penutup", "15.45", "16.00", "penutup", "Rapat ditutup oleh Sekretaris Dinas Sosial Aceh."),
)  # fmt: skip

INVITED = (  # position, institution, kabupaten/kota, name of an LKS of the register
    ("Kepala Bidang Pemberdayaan Sosial", "Dinas Sosial Aceh", "", ""),
    ("Sekretaris", "Dinas Sosial", "11.07", ""),
    ("Sekretaris", "Dinas Sosial", "11.11", ""),
    ("Kepala Bidang Sosial Budaya", "Bappeda", "11.11", ""),
    ("Ketua", "LKKS", "11.07", ""),
    ("Ketua", "LKKS", "11.11", ""),
    ("Koordinator TKSK", "TKSK", "11.07", ""),
    ("Koordinator TKSK", "TKSK", "11.11", ""),
    ("Ketua", "", "11.07", "LKSA Belimbing Emas (contoh)"),
    ("Ketua", "", "11.11", "LKSA Kenari Biru (contoh)"),
    ("Sekretaris", "", "11.11", "LKSA Cemara Tujuh (contoh)"),
    ("Ketua", "", "11.11", "LKSLU Senja Teduh (contoh)"),
)
# of each of them why it did not come to the rakor about partnership; "" came
CAME = ("", "", "", "izin", "", "", "tanpa keterangan", "", "", "", "", "izin")
PERSON = "Peserta {} (contoh)"

PARTNERS, SUPPORT = "Komisi A – Kemitraan", "Komisi B – Pendampingan"
# "days": until the deadline, from the day of the rakor; 0 is none
OUTCOMES: tuple[dict[str, Any], ...] = (
    {
        "title": "Perbarui tanda daftar LKS", "commission": PARTNERS, "dimension": "pelayanan", "days": 150,
        "text": "Setiap LKS memperbarui tanda daftarnya dan menyampaikan salinannya kepada Dinas Sosial "
        "kabupaten/kota.",
        "action": "Mendampingi setiap LKS memperbarui tanda daftarnya",
        "indicator": "Salinan tanda daftar setiap LKS ada di Dinas Sosial",
        "responsible": "Ketua LKKS Kabupaten/Kota", "related": "LKS", "per_lks": True,
    },
    {
        "title": "Tunjuk penghubung kemitraan LKS", "commission": PARTNERS, "dimension": "koordinasi", "days": 20,
        "text": "Dinas Sosial kabupaten/kota menunjuk satu penghubung kemitraan LKS.",
        "action": "Menetapkan penghubung kemitraan dengan surat penunjukan",
        "indicator": "1 (satu) surat penunjukan",
        "responsible": "Sekretaris Dinas Sosial Kabupaten/Kota", "related": "LKKS Kabupaten/Kota",
    },
    {
        "title": "Susun daftar calon mitra LKS", "commission": PARTNERS, "dimension": "koordinasi", "days": 25,
        "text": "LKKS kabupaten/kota menyusun daftar dunia usaha, dayah, dan perguruan tinggi yang bersedia menjadi "
        "mitra LKS.",
        "action": "Mendata calon mitra dan menyusun daftarnya", "indicator": "1 (satu) daftar calon mitra",
        "responsible": "Ketua LKKS Kabupaten/Kota", "related": "Dunia usaha; dayah; perguruan tinggi",
    },
    {
        "title": "Gelar forum kemitraan LKS", "commission": SUPPORT, "dimension": "koordinasi", "days": 140,
        "text": "LKKS kabupaten/kota menyelenggarakan forum kemitraan yang mempertemukan LKS dengan calon mitranya.",
        "action": "Menyelenggarakan forum kemitraan LKS", "indicator": "1 (satu) forum dengan notulanya",
        "responsible": "Ketua LKKS Kabupaten/Kota", "related": "LKS; dunia usaha",
    },
    {
        "title": "Usulkan anggaran pendampingan LKS", "commission": SUPPORT, "dimension": "pendanaan", "days": 0,
        "text": "Dinas Sosial kabupaten/kota mengusulkan anggaran pendampingan LKS dalam perencanaan tahun berikutnya.",
        "action": "Menyusun dan menyampaikan usulan anggaran kepada Bappeda",
        "indicator": "Usulan tercatat dalam dokumen perencanaan daerah",
        "responsible": "Sekretaris Dinas Sosial Kabupaten/Kota", "related": "Bappeda",
    },
    {
        "title": "Tanda tangani kesepakatan kemitraan LKS", "commission": SUPPORT, "dimension": "koordinasi",
        "days": 160,
        "text": "LKKS dan LKS menandatangani kesepakatan tertulis dengan mitra yang sudah bersedia.",
        "action": "Menyiapkan naskah dan menandatangani kesepakatan", "indicator": "1 (satu) kesepakatan kemitraan",
        "responsible": "Ketua LKKS Kabupaten/Kota", "related": "LKS; dunia usaha",
    },
)  # fmt: skip

REVOKED = "Lampiran laporan belum memuat catatan komisi. Laporannya diperbaiki, lalu diterbitkan kembali."
DIRECTION = "Setuju. Masukkan usulannya dalam rancangan anggaran, dan laporkan perkembangannya."
NAMED = "Surat penunjukan penghubung kemitraan sudah ditandatangani."
LISTED = "Daftar calon mitra LKS sudah disusun bersama TKSK."
HALF_LISTED = "Pendataan calon mitra selesai di separuh kecamatan."
FORUM = "Tempat dan undangan forum kemitraan sedang disiapkan."
RENEWED = "Salinan tanda daftar yang sudah diperbarui diterima dari LKS."
KEPT_WHERE = "Arsip Bidang Pemberdayaan Sosial"  # where the copies of the registrations are
LATER = "Calon mitra meminta waktu untuk membahas naskah kesepakatan dengan pengurusnya."
CANNOT = "Sejak susunan organisasi berubah, pendampingan LKS dianggarkan oleh bidang lain di luar Dinas Sosial."
PROOF = "Surat Kepala Bappeda Kabupaten Pidie (contoh)"

PLACE_OF_TALK = "Kantor Dinas Sosial Kabupaten Pidie"
FOUND = {  # outcome -> what was found when it was discussed with Pidie
    2: "Surat penunjukan menunggu tanda tangan, selesai dalam dua pekan.",
    3: "Baru separuh kecamatan terdata; dilanjutkan bersama TKSK.",
}

COMING = "Rapat Koordinasi Evaluasi LKS"
COMING_PURPOSE = "Menilai pelaksanaan tindak lanjut hasil rapat koordinasi LKS."
COMING_HOURS = (("09.00", "16.00"), ("08.30", "12.00"))
COMING_AGENDA = (  # day, title, begins, ends
    (0, "Pembukaan", "09.00", "09.15"),
    (0, "Paparan rekap tindak lanjut", "09.15", "12.00"),
    (0, "Pembahasan per kabupaten/kota", "13.30", "16.00"),
    (1, "Penyusunan rumusan hasil", "08.30", "11.30"),
    (1, "Penutup", "11.30", "12.00"),
)
