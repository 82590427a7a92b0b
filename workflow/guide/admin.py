"""What an admin asks."""

from __future__ import annotations

from workflow.guide.answer import Answer

ANSWERS = (
    Answer(
        "kop", "mengatur kop dan lambang sebuah kantor",
        (
            "Buka “Kantor”, lalu pilih kantornya. “Ada isian kosong” menyaring yang belum lengkap.",
            "Di bawah “Kop naskah” isi baris kop, nama kantor, dan alamat. Baris yang kosong tidak dicetak.",
            "Lambang dipasang di halaman kop: pilih gambarnya, lalu tekan “Pasang lambang”.",
            "Kantor mempunyai kop Word sendiri? Unggah di halaman yang sama dan tekan “Pasang kop Word”.",
            "Semua ini berlaku untuk naskah berikutnya. Naskah yang sudah terbit tidak berubah.",
            "Banyak kantor sekaligus? Tekan “Lewat Excel” di Pengaturan. Yang diusulkan Sekdis diputuskan di bawah "
            "“Usulan dari Sekdis”.",
        ),
        "kop", "Halaman sebuah kantor: baris kop, nama kantor, dan alamat.",
        "settings.offices", "Kantor",
    ),
    Answer(
        "penanda-tangan", "mencatat penanda tangan dan masa jabatannya",
        (
            "Buka kantornya, lalu halaman penanda tangan.",
            "Isi jabatan, nama dengan gelar, pangkat, dan NIP persis seperti dicetak.",
            "Isi “Mulai” dan “Sampai”. Pada satu hari sebuah kantor mempunyai satu penanda tangan.",
            "Pejabat berganti? Akhiri dahulu masa yang lama, lalu tekan “Tambah”.",
            "Pelaksana tugas, pelaksana harian, atas nama: pilih pada “Cara menandatangani”.",
        ),
        "penanda-tangan", "Formulir penanda tangan: cara menandatangani, jabatan, nama, dan masa.",
        "settings.offices", "Kantor",
    ),
    Answer(
        "tujuan", "mengatur nomor naskah, tujuan laporan, dan dasar hukum",
        (
            "Buka kantornya. Bagian “Nomor dan kode arsip” menunjukkan nomor berikutnya.",
            "Pola nomor ditulis dengan {kode}, {urut}, {tahun}, dan yang lain. Tekan “Lihat contoh nomor” sebelum "
            "menyimpan.",
            "Kantor yang mulai di tengah tahun meneruskan buku agendanya sendiri lewat halaman Agenda.",
            "Halaman “Tujuan” memuat tujuan laporan, sapaan, dan lewat siapa. Baris yang dikosongkan dihapus.",
            "Halaman “Dasar hukum” memuat peraturan yang tercetak di bawah “Dasar”, dengan masa berlakunya.",
        ),
        "nomor-kantor", "Bagian Nomor dan kode arsip: kode klasifikasi, pola nomor, dan nomor berikutnya.",
        "settings.offices", "Kantor",
    ),
    Answer(
        "akun", "membuat akun dan memberi kata sandi baru",
        (
            "Buka “Akun” pada menu Pengaturan, lalu tekan “Tambah akun”.",
            "Isi nama akun, peran, dan wilayah. Nama jabatan, bukan nama orang.",
            "Sampaikan kata sandi pertama langsung kepada pemiliknya; ia harus menggantinya ketika masuk.",
            "Lupa kata sandi? “Lupa kata sandi?” di halaman masuk mengirim tautan ke alamat surelnya. Tanpa itu, buka "
            "akunnya dan tekan “Pasang kata sandi baru”.",
            "Orangnya pindah? Pilih “Nonaktif”. Akun tidak dihapus, supaya riwayat tetap dapat dibaca.",
        ),
        "akun", "Formulir Tambah akun: nama akun, peran, wilayah, dan kata sandi pertama.",
        "settings.accounts", "Akun",
    ),
    Answer(
        "mandat", "mencatat siapa bertindak atas nama siapa",
        (
            "Buka “Pengaturan”. Kabupaten/kota tanpa Ketua LKKS atau Sekdis disebut di bawah Mandat.",
            "Tekan “Catat mandat”.",
            "Pilih jabatan, siapa yang bertindak, dari hari apa sampai hari apa, dan dasarnya.",
            "Yang menyusun rencana dan yang menyetujuinya tetap dua orang.",
            "Sesudah hari terakhir mandat berhenti sendiri.",
        ),
        "mandat-admin", "Formulir mandat: jabatan, yang bertindak, dan masanya.",
        "settings.mandates", "Mandat",
    ),
    Answer(
        "waktu", "mengatur batas waktu dan hari libur",
        (
            "Buka “Pengaturan”, lalu “Atur waktu”: menit untuk mengurungkan, batas periksa, jarak dua surat pengingat.",
            "Hari kerja dihitung tanpa Sabtu, Minggu, libur nasional, dan cuti bersama.",
            "Tanggal yang belum ditetapkan adalah perkiraan. Buka “Buka tabel hari libur” untuk mengoreksinya.",
            "Tulis tanggal dan keputusannya, lalu tekan “Simpan koreksi”.",
        ),
        "waktu", "Halaman Waktu: waktu mengurungkan dan batas periksa.",
        "settings.times", "Waktu",
    ),
    Answer(
        "surel", "memastikan pengingat sampai lewat surel",
        (
            "Halaman “Pengaturan” menyebut apakah pengiriman surel diatur, dan berapa surel yang gagal.",
            "Tekan “Buka surel keluar”. Surel yang gagal menyebut alasannya dan dicoba lagi sendiri.",
            "Yang tidak pasti terkirim tidak diulang sendiri. Tanyakan kepada penerimanya, lalu “Kirim lagi” "
            "atau “Hapus”.",
            "Alamat surel diisi pemiliknya di Akun dan dipastikan lewat tautan yang dikirim ke sana, atau diisi oleh "
            "Anda pada halaman akunnya: “Simpan alamat surel”.",
            "Tanpa surel pun semua pengingat ada di Kabar.",
        ),
        "surel", "Halaman Surel: pengiriman dan surel keluar.",
        "settings.mail", "Surel",
    ),
    Answer(
        "cadangan", "memeriksa cadangan dan riwayat",
        (
            "Halaman “Pengaturan” menyebut cadangan harian terakhir, tempatnya, dan apakah berhasil.",
            "Cadangan di disk yang sama dengan datanya diperingatkan: tunjuk disk lain.",
            "Perintah untuk membuat dan memulihkan cadangan tertulis di sana, siap disalin.",
            "Siapa melakukan, melihat, atau mencoba apa dibaca lewat “Buka catatan”, juga yang ditolak.",
            "“Masa simpan” menentukan kapan berkas bukti dan akun lama dihapus. Tanpa ditetapkan tidak ada.",
        ),
        "cadangan", "Bagian Cadangan di halaman Pengaturan.",
        "settings.index", "Pengaturan",
    ),
    Answer(
        "program", "membuat kunci untuk program",
        (
            "Buka “Pengaturan”, lalu “Buka daftar program”. Bila pintunya tertutup, di sana tertulis cara membukanya.",
            "Tekan “Buat kunci” dan pilih kantornya: program itu melihat yang dilihat kantor itu, dan tidak lebih.",
            "Centang yang boleh dicatatnya, misalnya “Mencatat kemajuan dengan bukti”. Menyetujui tetap oleh orang.",
            "Isi “Alamat yang diberi tahu” bila program itu minta dikabari setiap kali ada yang baru.",
            "Salin kuncinya saat itu juga, sebab tampil sekali saja. Alamat yang dapat dibaca dengannya tertulis di "
            "/api/v1/openapi.json.",
            "Kunci hilang atau bocor? Tekan “Cabut sekarang” di daftar itu, lalu buat yang baru.",
        ),
        "program", "Formulir Buat kunci program: nama, kantor, dan yang boleh dicatat.",
        "settings.programs", "Program",
    ),
)  # fmt: skip
