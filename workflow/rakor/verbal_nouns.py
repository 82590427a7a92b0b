"""The noun of an Indonesian verb, as titles of official papers have it: "menyusun", "susun", "disusun" -> "penyusunan".

Most follow from the verb's own letters (``meN-`` is ``peN-…-an``); what usage has settled otherwise stands in tables.
Words that could as well be nouns ("data", "bentuk") are none of these verbs, so that a noun is never taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

VOWELS = "aeiou"


def listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Borrowed nouns that are the name of the act themselves: "memverifikasi", "verifikasikan" -> "verifikasi".
BORROWED = listed(
    """advokasi akreditasi asesmen edukasi evaluasi fasilitasi identifikasi implementasi inisiasi integrasi
    inventarisasi kampanye klarifikasi koordinasi kolaborasi komunikasi konfirmasi konsolidasi konsultasi koreksi
    mediasi mobilisasi modifikasi monitoring negosiasi observasi optimalisasi orientasi partisipasi promosi publikasi
    realisasi registrasi rehabilitasi rekapitulasi rekomendasi revisi revitalisasi seleksi sertifikasi simulasi
    sinkronisasi sosialisasi standardisasi supervisi survei validasi verifikasi"""
)
# Roots whose last letter is an i of their own, no suffix.
ENDING_IN_I = listed("bagi beli beri cari gali ganti isi kaji kunci puji teliti uji")
# In "-asi" and the like the i is of the root, too, but for these.
SUFFIXED_SI = ("atasi", "awasi", "batasi", "lunasi", "kuasai", "tugasi")
# The bare verb with what follows it in a title.
SETTLED = {
    "adakan": "penyelenggaraan", "ajak": "ajakan kepada", "atasi": "penanganan", "bantu": "pemberian bantuan kepada",
    "dukung": "dukungan terhadap", "gelar": "penyelenggaraan", "hadiri": "kehadiran dalam", "harapkan": "harapan atas",
    "ikuti": "keikutsertaan dalam", "imbau": "imbauan kepada", "koordinir": "koordinasi",
    "koordinasikan": "koordinasi", "kunjungi": "kunjungan ke", "lakukan": "pelaksanaan", "miliki": "kepemilikan",
    "minta": "permintaan", "mohon": "permohonan", "pelajari": "pengkajian", "pekerjakan": "penempatan kerja",
    "perbaiki": "perbaikan", "perbarui": "pembaruan", "perbaharui": "pembaruan", "perhatikan": "perhatian pada",
    "perketat": "pengetatan", "perkuat": "penguatan", "perkokoh": "pengukuhan", "permudah": "kemudahan",
    "peroleh": "perolehan", "pertahankan": "pemertahanan", "pertanggungjawabkan": "pertanggungjawaban",
    "punyai": "kepemilikan", "sarankan": "saran atas", "sepakati": "kesepakatan atas",
    "surati": "penyampaian surat kepada", "temui": "pertemuan dengan", "tindaklanjuti": "tindak lanjut atas",
    "upayakan": "upaya", "wujudkan": "perwujudan",
}  # fmt: skip
WITH_BER = {
    "belajar": "pembelajaran", "berbagi": "pembagian", "berdiskusi": "diskusi", "bergabung": "penggabungan",
    "bekerja": "kerja", "berkolaborasi": "kolaborasi", "berkomitmen": "komitmen",
    "berkomunikasi": "komunikasi", "berkonsultasi": "konsultasi", "berkoordinasi": "koordinasi",
    "berkumpul": "pertemuan", "berkunjung": "kunjungan", "berlatih": "pelatihan", "bermitra": "kemitraan",
    "bermusyawarah": "musyawarah", "berpartisipasi": "partisipasi", "berperan": "peran", "berpedoman": "pedoman",
    "bersinergi": "sinergi", "bertemu": "pertemuan", "berupaya": "upaya", "bersepakat": "kesepakatan",
}  # fmt: skip
# Verbs that stand bare as a command and cannot be taken for a noun there.
BARE = listed(
    """ajukan angkat anggarkan atur bahas bangun buat cantumkan catat cek cetak dampingi dorong hapus hitung
    hubungi jaga jalin jalani kelola kirim kumpulkan kurangi latih layani lengkapi lindungi ikuti pakai pantau patuhi
    pelihara penuhi percepat periksa perluas perpanjang pasang pilih rawat salin sambangi sebarkan setujui sikapi
    simpan susun tambah tampung tandatangani tangani tanggapi tata tinjau tulis tunjuk ubah undang wakili awasi batasi
    benahi biayai"""
)
# Words that end as such a verb and are none: of roots in -k, and small words.
NO_COMMAND = listed(
    """akan bahkan bukan cetakan desakan gerakan ikan kan ledakan makan masukan melainkan pasokan pekan rekan rokan
    sedangkan silakan tembakan tindakan tolakan ajakan"""
)
_NOUN_IN_KAN = re.compile(r"(?:pe|ke)[a-z]*[aiueo]kan")
_STILL_COMMANDS = listed("kemukakan kenakan kerjakan pekerjakan peragakan percayakan periksakan")
_ACTIVE = re.compile(
    r"me(?:mper[a-z]{2}|mpela|mpeker|m(?:[bfvaeiou]|pu|pr)|n(?:[dcjsyzaeiou]|tr)|ng[aeioughkr]|[lmrwy][aeiou]|n[aeiou])"
    r"[a-z]{2,}"
)
# Words that begin as an active verb and are none.
NO_VERB = listed(
    """melalui mendatang menengah mengapa mengenai mengingat menjelang menurut menuju meranti merah merdeka merek mereka
    meriah melati memo memorandum memori menara mentari menu mewah minggu merupakan menyangkut mengikat memadai merata
    menyeluruh mendesak"""
)
_PASSIVE = re.compile(r"di([a-z]{3,}?)(?:nya)?")


def is_active(word: str) -> bool:
    """ "menyusun", and neither "media" nor "melalui"."""
    return bool(_ACTIVE.fullmatch(word)) and word not in NO_VERB


def is_command(word: str) -> bool:
    """ "susun", "laporkan", "susunlah"; not "kebijakan" and not "tindakan"."""
    bare = word.removesuffix("lah") if word.removesuffix("lah") != word and len(word) > 6 else word
    if bare in BARE or bare in SETTLED:
        return True
    noun = bare in NO_COMMAND or (_NOUN_IN_KAN.fullmatch(bare) and bare not in _STILL_COMMANDS)
    return bare.endswith("kan") and len(bare) > 5 and not noun and not is_active(bare) and not bare.startswith("di")


def noun_of(word: str) -> str:
    """The noun of an active verb, of a command, or of one with ``ber-``; "" for any other word."""
    low = word.lower()
    if low.endswith("nya") and is_active(low):
        return f"{noun_of(low.removesuffix('nya'))}nya"
    if low in WITH_BER:
        return WITH_BER[low]
    if is_active(low):
        return _OF_ACTIVE.get(low) or _regular(low)
    return _of_bare(low.removesuffix("lah") if len(low) > 6 else low) if is_command(low) else ""


def noun_of_passive(word: str) -> str:
    """ "disusun", "dibentuknya" -> "penyusunan", "pembentukan"; "" for any other word ("dinas", "dialog")."""
    found = _PASSIVE.fullmatch(word.lower())
    if not found:
        return ""
    bare = found[1]
    known = bare in BARE or bare in SETTLED or bare in BORROWED or bare in ("bentuk", "data")
    return _of_bare(bare) if known or is_command(bare) else ""


def _of_bare(bare: str) -> str:
    if bare in BORROWED:
        return bare
    stem = bare.removesuffix("kan")
    return SETTLED.get(bare) or (stem if stem in BORROWED else _regular(active(bare)))


def active(bare: str) -> str:
    """The active verb of a bare one: "susun" -> "menyusun", "perluas" -> "memperluas"."""
    first = bare[0]
    if len(re.findall(f"[{VOWELS}]+", re.sub("(kan|i)$", "", bare))) == 1 and len(bare.removesuffix("kan")) <= 3:
        return f"menge{bare}"
    if first == "p" and re.match("per(?!iksa|intah)", bare):
        return f"mem{bare}"
    dropped = len(bare) > 1 and (bare[1] in VOWELS)
    if first in "ptks" and dropped:
        return {"p": "mem", "t": "men", "k": "meng", "s": "meny"}[first] + bare[1:]
    before = ("bfvp", "mem"), ("dcjzts", "men"), (f"{VOWELS}ghk", "meng")
    return next((prefix for letters, prefix in before if first in letters), "me") + bare


def _regular(verb: str) -> str:
    """By the letters of the active verb: "menyusun" -> "penyusunan", "memperluas" -> "perluasan"."""
    stem = _without_suffix(verb)
    longer = re.fullmatch("memper([a-z]{3,})", stem)
    return f"per{longer[1]}an" if longer else f"pe{stem[2:]}an"


def _without_suffix(verb: str) -> str:
    if verb.endswith("kan"):
        return verb.removesuffix("kan")
    own = verb in _OWN_I or (verb.endswith("si") and not verb.endswith(SUFFIXED_SI))
    return verb if own or not verb.endswith("i") else verb.removesuffix("i")


def _actives(bare: str) -> Iterable[str]:
    """As it is written by rule, and as it is written often: "menyosialisasikan", "mensosialisasikan"."""
    often = {"p": "mem", "t": "men", "k": "meng", "s": "men"}
    return {active(bare), often.get(bare[0], "") + bare} if bare[0] in often else {active(bare)}


_OWN_I = {verb for root in ENDING_IN_I for verb in _actives(root)}
_OF_ACTIVE = {
    **{verb: noun for noun in BORROWED for bare in (noun, f"{noun}kan") for verb in _actives(bare)},
    **{verb: noun for bare, noun in SETTLED.items() for verb in _actives(bare)},
    "mengundang": "undangan kepada", "menghimbau": "imbauan kepada",
}  # fmt: skip
