"""What Dinas Sosial Aceh asks."""

from __future__ import annotations

from workflow.guide.answer import Answer

ANSWERS = (
    Answer(
        "rakor", "mencatat rakor dan butir hasilnya",
        (
            "Buka “Rakor”, lalu tekan “Catat rakor”.",
            "Yang wajib hanya judul, penyelenggara, tanggal, dan tempat. Yang lain dapat dilengkapi kemudian.",
            "Peserta dan susunan acara dapat ditempel sekaligus lewat “Tempel daftar peserta” dan “Tempel susunan "
            "acara”.",
            "Setelah disimpan, tekan “Tambah butir hasil” untuk setiap butir: teks, judul, tenggat, dan bukti yang "
            "diminta.",
            "Perubahan sesudah naskah terbit meminta alasan, dan alasan itu tercatat di setiap tugasnya.",
        ),
        "rakor", "Formulir Catat rakor: judul, penyelenggara, tujuan, dan tanggal.",
        "rakor.index", "Rakor",
    ),
    Answer(
        "berkas", "mengambil butir hasil dari berkas yang sudah ada",
        (
            "Buka “Rakor”, lalu tekan “Ambil dari berkas”.",
            "Pilih berkas Word, Excel, PDF, atau surel; atau tempel tabelnya.",
            "Tekan “Baca dan periksa”. Belum ada yang tersimpan.",
            "Jawab pertanyaan yang muncul, dan betulkan baris yang dipahami lain dari maksudnya.",
            "Catat hasilnya. Selama tugasnya belum dikerjakan, pencatatan dapat ditarik kembali.",
        ),
        "berkas", "Halaman Ambil butir hasil dari berkas: pilih rakor, pilih berkas.",
        "intake.new", "Ambil dari berkas",
    ),
    Answer(
        "bagikan", "membagikan butir kepada kabupaten/kota",
        (
            "Buka rakornya, lalu tekan “Bagikan butir”.",
            "Centang kabupaten/kota untuk setiap butir. “Semua” dan “Kosongkan” berlaku untuk satu butir.",
            "“Salin baris di atas” memakai pilihan butir sebelumnya.",
            "Periksa jumlahnya, lalu tekan “Bagikan tugas baru”. Yang sudah dibagikan tidak berubah.",
            "Salah tekan? “Urungkan” menariknya dalam beberapa menit.",
        ),
        "bagikan", "Halaman Bagikan: butir dan kabupaten/kota yang dicentang.",
        "rakor.index", "Rakor",
    ),
    Answer(
        "periksa", "memeriksa bukti dan menyatakan tugas dilaksanakan",
        (
            "Halaman “Beranda” menunjukkan yang menunggu, yang paling dekat batasnya di atas. Tekan “Periksa”.",
            "Buka setiap bukti, lalu pilih “Sesuai” atau “Belum sesuai” dengan catatannya.",
            "Semua sesuai? Tekan “Nyatakan dilaksanakan”. Laporan pelaksanaan dan lembar hasil penelaahan terbit.",
            "Ada yang belum? Tekan “Kembalikan”. Ketua LKKS membaca catatan tiap bukti.",
            "“Periksa beberapa sekaligus” membuka beberapa tugas dalam satu halaman.",
        ),
        "periksa", "Halaman pemeriksaan: bukti, pilihan Sesuai dan Belum sesuai, dan keputusan.",
        "overview.reviews", "Pemeriksaan",
    ),
    Answer(
        "permintaan", "memutuskan permintaan kabupaten/kota",
        (
            "Permintaan yang sampai kepada Anda ada di “Beranda”, menurut jenisnya.",
            "Buka tugasnya dan baca alasan, usulan, dan pendapat Sekdis.",
            "Tekan “Setujui permintaan”: terbit adendum bernomor, dan tenggat atau rencananya berubah. Atau “Tolak "
            "permintaan” dengan alasan.",
            "Bantuan provinsi dijawab lewat “Jawab”, atau dijadikan tugas lewat “Jadikan tugas provinsi”.",
            "“Bukan kewenangan kami” dari kabupaten/kota diputuskan dengan “Tetap ditugaskan” atau “Batalkan”.",
        ),
        "permintaan-provinsi", "Tugas dengan permintaan waktu yang menunggu keputusan Dinas Sosial Aceh.",
        "overview.show", "Beranda",
    ),
    Answer(
        "pengingat", "mengingatkan kabupaten/kota yang terlambat",
        (
            "“Matriks” menunjukkan semua butir dan 23 kabupaten/kota pada satu layar; “Tugas” menyaring yang "
            "“Terlambat”. “Simpan saringan ini” menyimpan pilihan Anda.",
            "Pada “Beranda” tekan “Ingatkan”, atau pada halaman rakor “Ingatkan yang terlambat”.",
            "Centang kabupaten/kotanya. Yang belum lama diingatkan terkunci sampai waktunya.",
            "Baca suratnya di samping, lalu tekan tombol “Terbitkan”: satu surat tiap kabupaten/kota, nomornya "
            "berurutan, semuanya dalam satu ZIP.",
            "“Teks” menyalin pesan WhatsApp untuk kabupaten/kota itu.",
            "Sesudah membahasnya bersama, “Berita acara” pada halaman rakor menuliskan apa yang disepakati.",
        ),
        "ingatkan", "Ingatkan yang terlambat: kabupaten/kota yang dicentang, surat yang terbit, dan nomornya.",
        "documents.remind", "Ingatkan yang terlambat",
    ),
    Answer(
        "naskah", "menerbitkan naskah sebuah rakor",
        (
            "Buka rakornya. Setiap naskah mempunyai tombolnya: undangan, daftar hadir, notula, laporan hasil, rekap, "
            "matriks.",
            "Halaman naskah menyebut apa yang masih kosong. Lengkapi lewat “Ubah data rakor”.",
            "Baca naskahnya, ubah kata-katanya bila perlu, lalu terbitkan.",
            "“Unduh semua (ZIP)” mengambil semua dokumen rakor sekaligus, dengan bukti bila dicentang.",
            "“Halaman publik” pada halaman rakor membuka jumlah tugas dan indikatornya untuk umum, tanpa nama orang.",
            "Naskah lama dicari dengan nomornya di kotak “Cari” di kepala halaman, juga tugas, rakor, dan LKS.",
        ),
        "naskah", "Halaman Terbitkan laporan hasil rakor: nomor, kata-kata, dan naskahnya.",
        "rakor.index", "Rakor",
    ),
    Answer(
        "lks", "memasukkan daftar LKS dan menerbitkan laporan indikator",
        (
            "Buka “LKS”, lalu tekan “Ambil dari daftar”. Pilih berkasnya dan tekan “Baca dan periksa”.",
            "Periksa apa yang baru, apa yang berubah, dan dua catatan yang mungkin satu lembaga.",
            "Buka “Indikator”. Setiap angka membuka daftar LKS atau tugas di belakangnya.",
            "“Cara menghitung” menjelaskan setiap ukuran, juga kapan sebuah angka tidak dapat dihitung.",
            "Tekan “Laporan” untuk naskahnya. Bila ada yang menahan, halaman itu menyebut apa dan di mana.",
        ),
        "indikator", "Halaman Indikator: ukuran tiap kabupaten/kota.",
        "indicator.show", "Indikator",
    ),
)  # fmt: skip
