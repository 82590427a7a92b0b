"""What a Ketua LKKS asks."""

from __future__ import annotations

from workflow.guide.answer import Answer

ANSWERS = (
    Answer(
        "rencana", "menyusun dan mengajukan rencana",
        (
            "Buka “Komitmen saya”, lalu tekan “Susun rencana” pada kartu tugasnya.",
            "Isi “Tindak lanjut”, “Indikator”, dan “Penanggung jawab”. Yang boleh kosong dapat diisi kemudian.",
            "Belum lengkap? Tekan “Simpan rencana”. Tulisan Anda tersimpan dan belum diajukan.",
            "Sudah lengkap? Tekan “Ajukan ke Sekdis”. Terbit lembar RTL bertanda DRAF.",
            "Selama Sekdis belum memutuskan, “Tarik kembali” membuka rencana itu lagi.",
            "Bila dikembalikan, alasannya tertulis pada kartu. Tekan “Perbaiki rencana”, lalu ajukan lagi.",
        ),
        "rencana", "Formulir rencana: tindak lanjut, indikator, target, dan penanggung jawab.",
        "home.commitments", "Komitmen saya",
    ),
    Answer(
        "kemajuan", "mencatat kemajuan dengan foto",
        (
            "Buka “Komitmen saya”, lalu tekan “Catat kemajuan” pada kartu tugasnya.",
            "Tekan “Ambil / pilih foto”. Foto diperkecil dahulu agar hemat kuota. PDF juga diterima.",
            "Pilih sudah sampai berapa persen, lalu tulis apa yang sudah dikerjakan.",
            "Tekan “Kirim kemajuan”. Bila sinyal putus, isian tetap ada di perangkat Anda.",
            "Salah kirim? Di halaman tugas ada “Coret catatan” dan “Hapus bukti”, masing-masing dengan alasan.",
            "HP sendiri? Centang “HP ini milik saya” ketika masuk, supaya tidak perlu sering masuk lagi.",
        ),
        "kemajuan", "Formulir kemajuan: foto bukti dan pilihan persen.",
        "home.commitments", "Komitmen saya",
    ),
    Answer(
        "selesai", "mengajukan tugas yang sudah selesai",
        (
            "Catat kemajuan sampai 100%, dengan bukti yang diminta.",
            "Di halaman tugas, tekan “Ajukan selesai”. Sebelum itu lengkap, tombolnya belum ada dan halaman menyebut "
            "apa yang kurang.",
            "Dinas Sosial Aceh menilai setiap bukti. Hari selama diperiksa tidak dihitung sebagai keterlambatan.",
            "Salah tekan? “Urungkan” menariknya dalam beberapa menit; sesudah itu ada “Tarik kembali”.",
            "Bila dikembalikan, catatan tiap bukti tertulis di halaman tugas. Lengkapi, lalu ajukan lagi.",
        ),
        "selesai", "Halaman tugas: pemegang, tenggat, kemajuan, dan langkah berikut.",
        "home.commitments", "Komitmen saya",
    ),
    Answer(
        "perubahan", "meminta tenggat lain, perubahan rencana, atau bantuan provinsi",
        (
            "Buka tugasnya, lalu tekan “Minta perubahan …”.",
            "Pilih “Waktu”, “Rencana”, “Alih tugas”, atau “Tidak dapat ditindaklanjuti”, dan tulis alasannya.",
            "Permintaan diperiksa Sekdis, lalu diputuskan Dinas Sosial Aceh. Sampai diputuskan, tenggat lama berlaku.",
            "Perlu bantuan? Pilih “Minta bantuan provinsi”. Waktu Anda berhenti dihitung sampai provinsi menjawab.",
            "Tugas yang masih draf dan bukan urusan kantor Anda: pilih “Bukan kewenangan kami”.",
        ),
        "perubahan", "Pilihan di bawah Minta perubahan: waktu, rencana, alih tugas, tidak dapat ditindaklanjuti.",
        "tasks.index", "Tugas",
    ),
    Answer(
        "formulir", "mengisi tanpa jaringan",
        (
            "Selagi ada sinyal, buka “Formulir tanpa jaringan” dari “Komitmen saya” dan unduh formulir Word atau "
            "Excel rakornya.",
            "Isi rencana atau kemajuan di formulir itu tanpa sinyal.",
            "Foto dinamai dengan kode tugas, misalnya “T115 penyerahan.jpg”. Kodenya tertulis pada formulir.",
            "Setelah ada sinyal, unggah formulir dan foto di halaman yang sama, lalu tekan “Baca dan periksa”.",
            "Periksa dahulu apa yang dibaca. Belum ada yang berubah sebelum Anda menyimpannya.",
        ),
        "formulir", "Halaman Formulir tanpa jaringan: unggah yang sudah diisi, unduh formulir tiap rakor.",
        "travel.new", "Formulir tanpa jaringan",
    ),
    Answer(
        "kabar", "melihat yang baru, mengingatkan, dan bertanya",
        (
            "Tekan “Kabar”. Di atas ada “Pengingat”: apa yang mendekati atau melewati tenggat. Di bawahnya apa yang "
            "menyangkut Anda.",
            "“Tandai dibaca” menghapus tanda “Baru”. Peristiwa lain ada di bawah “Semua peristiwa”.",
            "“Pemberitahuan Anda” menentukan apakah pengingat juga datang lewat surel, dan pukul berapa. “Kalender di "
            "HP” menaruh tenggat di kalender: tekan “Buat tautan”.",
            "Tugas lama menunggu Sekdis? Tekan “Ingatkan Sekdis” pada kartunya.",
            "“Teks untuk WhatsApp” menyiapkan pesan dengan judul, tenggat, dan tautan. Tekan “Salin” atau “Buka "
            "WhatsApp”.",
            "Ada pertanyaan? Buka tugasnya dan pilih “Tanya”. Jawabannya datang di Kabar; tidak ada yang dicetak.",
        ),
        "kabar", "Kabar: pengingat di atas, lalu yang baru bagi Anda.",
        "home.news", "Kabar",
    ),
    Answer(
        "lks", "memperbarui data sebuah LKS",
        (
            "Buka “LKS”, lalu pilih lembaganya. Yang perlu dipastikan mempunyai tombol “Pastikan”.",
            "Masih bekerja? Tekan “Masih aktif”, lalu pilih dari mana Anda tahu. Dua ketuk saja.",
            "Data lain berubah? Tekan “Usulkan perubahan”, isi menurut naskahnya, lalu “Kirim usulan”.",
            "Yang tidak Anda ketahui biarkan kosong. Jangan menulis nama atau NIK klien.",
            "Usulan dihitung setelah disahkan orang lain yang melihat naskahnya. Hasilnya tampak pada “Indikator”.",
        ),
        "lks", "Halaman sebuah LKS: keaktifan, pendaftaran, akreditasi, dan tombol Masih aktif.",
        "lks.index", "LKS",
    ),
    Answer(
        "mandat", "menunjuk pengganti bila saya berhalangan",
        (
            "Buka “Akun” dari menu di kanan atas, lalu “Mandat dan meja kerja”.",
            "Tekan “Catat mandat”. Pilih siapa yang bertindak, hari pertama, hari terakhir, dan dasarnya.",
            "Ia masuk dengan akunnya sendiri dan memilih meja Anda. Riwayat dan naskah menyebut kedua nama.",
            "Sesudah hari terakhir mandat berhenti sendiri. Jangan meminjamkan kata sandi.",
        ),
        "mandat", "Formulir mandat: siapa yang bertindak, hari pertama dan hari terakhir.",
        "mandates.index", "Mandat dan meja kerja",
    ),
)  # fmt: skip
