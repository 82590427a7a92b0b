"""What a Sekretaris Dinas Sosial asks."""

from __future__ import annotations

from workflow.guide.answer import Answer

ANSWERS = (
    Answer(
        "setujui", "menyetujui rencana dan melaporkannya",
        (
            "Halaman pertama Anda menunjukkan yang menunggu. Pilih sebuah rencana di kiri.",
            "Baca naskah di tengah: persis itu yang akan terbit, bertanda PRATINJAU.",
            "Nomor dan tujuan sudah terisi. “Ubah nomor atau tujuan” dan “Ubah kata-kata naskah” hanya bila perlu, "
            "lalu “Perbarui pratinjau”.",
            "Tekan “Setujui dan laporkan ke pimpinan”. Nota dinas atau surat, laporan, tanda terima, dan lembar "
            "disposisi terbit sebagai Word dan PDF.",
            "Belum sesuai? Tekan “Kembalikan” dan tulis alasannya. Ketua LKKS membacanya pada kartu tugasnya.",
            "Salah tekan? “Urungkan”, dalam beberapa menit. Kop atau tujuan keliru? Usulkan di “Kantor saya”.",
        ),
        "setujui", "Meja persetujuan: daftar pengajuan, naskah yang akan terbit, dan tombol keputusan.",
        "approval.queue", "Menunggu persetujuan",
    ),
    Answer(
        "gabung", "menggabungkan beberapa rencana menjadi satu laporan",
        (
            "Di daftar yang menunggu, centang rencana-rencana dari rakor yang sama.",
            "Tekan tombol gabungkan di bawah daftar. Naskahnya menjadi satu pengantar dan satu matriks.",
            "“Butir yang dimohon arahan” menentukan butir mana yang disebut satu per satu di pengantar.",
            "“Keluarkan” mengeluarkan sebuah butir, “Buka sendiri” membacanya tersendiri.",
            "Tekan “Setujui dan laporkan ke pimpinan”: satu nomor untuk semuanya.",
        ),
        "gabung", "Beberapa rencana dicentang dan dibaca sebagai satu laporan.",
        "approval.queue", "Menunggu persetujuan",
    ),
    Answer(
        "nomor", "mengurus nomor naskah",
        (
            "Buka “Agenda”. Semua nomor kantor Anda ada dalam satu buku.",
            "Naskah di luar Tuntas memakai nomor? Tekan “Catat nomor yang dipakai di kertas”.",
            "Nomor untuk naskah nanti diambil lewat “Sediakan nomor”; yang tidak jadi dipakai dibatalkan.",
            "Yang bertanda “Menunggu nomor” diisi lewat “Isi nomor” setelah nomornya ditulis di kertas.",
            "Buku agenda dapat diunduh sebagai Word, PDF, Excel, dan CSV.",
            "Naskah lama dicari dengan nomornya di kotak “Cari” di kepala halaman.",
        ),
        "nomor", "Agenda nomor: buku nomor kantor dengan status tiap nomor.",
        "agenda.index", "Agenda",
    ),
    Answer(
        "arahan", "mencatat arahan pimpinan dan tanda terima",
        (
            "Buka tugas yang sudah dilaporkan.",
            "Tekan “Catat arahan pimpinan”, lalu tulis arahannya seperti yang disampaikan, dengan tanggalnya.",
            "Arahan menyebut batas waktu lain? Tulis pada “Batas waktu menurut arahan”; tenggat tugas tidak ikut "
            "berubah.",
            "Lembar disposisi yang sudah diisi dapat difoto dan diunggah di formulir yang sama.",
            "Naskah sudah sampai? Tekan “Catat tanda terima”: naskah, tanggal, penerima, dan cara penyampaian.",
        ),
        "arahan", "Formulir arahan pimpinan: isi, pemberi, dan tanggal arahan.",
        "tasks.index", "Tugas",
    ),
    Answer(
        "permintaan", "memutuskan permintaan perubahan",
        (
            "Permintaan Ketua LKKS ada di atas meja persetujuan dan pada “Tugas”.",
            "Buka tugasnya dan baca alasannya di samping rencana yang berlaku.",
            "Setuju? Tekan “Teruskan ke Dinsos Aceh”. Dinas Sosial Aceh yang memutuskan.",
            "Tidak? Tekan “Tolak permintaan” dan tulis alasannya.",
        ),
        "permintaan", "Tugas dengan permintaan perubahan waktu, menunggu keputusan Sekdis.",
        "approval.queue", "Menunggu persetujuan",
    ),
    Answer(
        "lks", "mengesahkan dan memasukkan data LKS",
        (
            "Buka “LKS”. Usulan yang belum disahkan terlihat di atas daftar.",
            "Buka usulannya dan bandingkan dengan naskah aslinya. Tulis naskah apa yang Anda lihat.",
            "Tekan “Sahkan”, atau “Tolak” dengan alasan. Usulan sendiri disahkan orang lain.",
            "Mempunyai daftar dalam Excel atau PDF? Tekan “Ambil dari daftar”, lalu “Baca dan periksa”.",
            "Dua catatan yang mungkin satu lembaga dibandingkan dan disatukan; penyatuan dapat dibatalkan.",
        ),
        "usulan", "Usulan perubahan LKS: yang tercatat dan yang diusulkan, tombol Sahkan dan Tolak.",
        "lks.index", "LKS",
    ),
    Answer(
        "tte", "menyimpan naskah yang sudah ditandatangani elektronik",
        (
            "Buka “Dokumen”, lalu unduh PDF naskahnya.",
            "Tanda tangani lewat layanan BSrE kantor Anda.",
            "Pada naskah itu pilih “PDF ber-TTE”, unggah hasilnya, lalu tekan “Simpan PDF ber-TTE”.",
            "Tuntas memeriksa apakah tanda tangannya utuh dan mencakup seluruh naskah, bukan siapa pemiliknya.",
        ),
        "tte", "Halaman PDF ber-TTE: unduh, tanda tangani, unggah.",
        "documents.index", "Dokumen",
    ),
    Answer(
        "kabar", "melihat yang baru dan menjawab pertanyaan",
        (
            "Tekan lonceng “Kabar”. Di atas ada “Pengingat”, juga bila batas memeriksa Anda terlewati.",
            "“Tandai dibaca” menghapus tanda “Baru”. Peristiwa lain ada di bawah “Semua peristiwa”.",
            "“Pemberitahuan Anda” menentukan apakah pengingat juga datang lewat surel, dan pukul berapa. “Kalender di "
            "HP” menaruh tenggat di kalender: tekan “Buat tautan”.",
            "Ada yang bertanya? Buka tugasnya dan tekan “Jawab”. Bertanya sendiri: pilih “Tanya” di halaman yang sama.",
            "“Teks untuk WhatsApp” menyiapkan pesannya. Tekan “Salin” atau “Buka WhatsApp”.",
        ),
        "kabar", "Kabar: pengingat di atas, lalu yang baru bagi Anda.",
        "home.news", "Kabar",
    ),
)  # fmt: skip
