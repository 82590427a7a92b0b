"""The heads of a list of LKS, and what a column below them holds. Offices name the same column in many ways.

A rule is a field and the words by which it is known; the first rule that fits takes the column. Heads that only say
"Nomor" or "Berlaku s.d." mean what stands above them or left of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from documents.readers.meaning.head_words import plain
from documents.readers.result import Column

DROPPED, ASIDE = "dropped", "aside"  # never kept; known, and nothing of a record
_CLIENT = r"(?:anak|klien|penerima|binaan|warga|penghuni|santri|lansia|pasien|ppks|pmks|kpm|disabilitas|peserta)"
_MORE_OF_NAME = r"dan|atau|sosial|anak|lansia|disabilitas|lanjut usia|lengkap|pengelola|terdaftar|aktif"
_PERSON = r"(?:ketua|pimpinan|pengurus|pengelola|penanggung ?jawab|kepala|direktur|pengasuh|pemimpin)"
_BODY = (
    r"(?:lembaga(?: kesejahteraan sosial)?|lks ?a|lks ?lu|lks|panti(?: asuhan)?|orsos|organisasi(?: sosial)?|"
    r"institusi|wksbm|lembaga sosial|yayasan|lk3|pa)"
)
_PAPER = r"\bstpu?\b|tanda (?:daftar|pendaftaran)|surat tanda|\bregistrasi\b|pendaftaran|\bi[zj]in\b"
_GRADE = r"akredit|peringkat|\bgrade\b|\bbalks\b"
_END = r"berlaku|berakhir|sampai|\bs d\b|\bsd\b|kadalu|kedalu|habis|\bexp|jatuh tempo|\bakhir\b|valid"
_DAY = r"\b(?:tgl|tanggal|terbit|diterbitkan|dikeluarkan|ditetapkan|penetapan|mulai|dari|date)\b"
_NUMBER = r"\b(?:no|nomor|nmr|number)\b"
_COUNT = r"\b(?:jumlah|jml|jlh|banyak\w*|total)\b"
_TELEPHONE = r"telp|telepon|\btlpn?\b|\bhp\b|handphone|kontak|contact|whatsapp|\bwa\b|ponsel|phone"

# Whose telephone, address or number it is: of a client or of their family, never of the institution.
_OF_CLIENT = rf"(?:{_CLIENT}|pm|wali|orang ?tua|ortu|ayah|ibu|keluarga)"

_DECREE = r"(?:kumham|\bahu\b|\bsk\b|pengesahan)"

# field -> the words by which it is known, in the order in which they are tried
_RULES = (
    (DROPPED, r"\bnik\b|\bktp\b|\bkk\b(?<!jumlah kk)(?<!jml kk)|kartu keluarga|\bagama\b|\blahir\b|\bttl\b|"
              rf"ibu kandung|\bnama (?:nama )?{_OF_CLIENT}\b(?! (?:lks|lembaga|panti))|"
              rf"\b(?:daftar|data) (?:nama )?{_CLIENT}\b(?! (?:lks|lembaga|panti))|^anak asuh$|kependudukan|"
              rf"\bkartu kel\b|\b(?:no|nomor) identitas\b|"
              rf"\b(?:alamat|identitas|e ?mail|{_TELEPHONE})(?: nama)? {_OF_CLIENT}\b(?! (?:lks|lembaga|panti))|"
              rf"(?:{_TELEPHONE}).*(?:sekretaris|bendahara|anggota|operator)\b"),
    ("no", r"^(?:no|nomor|no urut|nomor urut|nmr|#|urut)$"),
    ("name_address", rf"^nama(?: {_BODY})? (?:dan )?alamat(?: {_BODY})?$"),
    (ASIDE, rf"(?:{_PERSON}|pegawai|sdm|tenaga|karyawan|relawan).*\b(?:l|p|lk|pr|laki|perempuan)\b|rekening"),
    ("social_workers", rf"(?:{_COUNT}.*)?\b(?:pekerja sosial|peksos)\b"),
    ("managers", rf"{_COUNT} pengurus$"),
    ("workers", r"^(?:pegawai|karyawan|staf|tenaga kerja|relawan|sdm)$"),
    ("workers", rf"{_COUNT} (?:pegawai|tenaga|sdm|staf|karyawan|relawan|pengasuh|pekerja|petugas)"),
    ("capacity", r"daya tampung|kapasitas"),
    (ASIDE, rf"\b(?:{_COUNT}|{_CLIENT}).*\b(?:l|lk|laki)\b.*\b(?:p|pr|perempuan)\b"),
    ("male", rf"\b(?:{_COUNT}|{_CLIENT}).*\b(?:l|lk|laki|pria|putra)\b"),
    ("female", rf"\b(?:{_COUNT}|{_CLIENT}).*\b(?:p|pr|perempuan|wanita|putri)\b"),
    (ASIDE, r"^(?:nilai|skor|kode pos|website|web|foto)$"),
    (ASIDE, rf"{_COUNT}|^(?:rt|rw|rt rw|alamat rt.*|alamat rw.*|titik koordinat|koordinat)$|"
            rf"latitude|longitude|berdiri|pendirian|didirikan|^id (?:akreditasi|layanan)|npsn|jenis kelamin|umur|"
            rf"(?<!lanjut )\busia\b|pendidikan|jabatan|^alamat {_PERSON}|^(?!.*(?:{_GRADE}|{_PAPER})).*{_DAY} sk\b"),
    ("email", r"e ?mail|surel"),
    ("leader_phone", rf"(?:{_TELEPHONE}).*{_PERSON}|{_PERSON}.*(?:{_TELEPHONE})"),
    ("phone", _TELEPHONE),
    ("npwp", r"\bnpwp\b"),
    ("parent_sk", rf"{_DECREE}.*(?:yayasan|induk)|(?:yayasan|induk).*{_DECREE}"),
    ("parent", r"\binduk\b(?<!no induk)(?<!nomor induk)|naungan|yayasan badan hukum|badan (?:hukum )?pengelola|"
               r"yayasan pengelola|nama badan hukum"),
    ("sk", r"kumham|\bahu\b|pengesahan|(?:no|nomor) sk badan hukum"),
    ("notary", r"^(?:nama )?notaris$"),
    ("deed_date", rf"\bakt[ae]\b.*{_DAY}|{_DAY}.*\bakt[ae]\b"),
    ("deed_number", r"\bakt[ae]\b"),
    ("form", r"bentuk|jenis badan hukum|badan hukum|legalitas|status hukum|berbadan"),
    ("ministry_id", r"^id (?:lembaga|lks)|^(?:lembaga|lks) id$"),
    ("ministry_number", r"^(?:no|nomor|kode) (?:lembaga|lks|induk|(?:registrasi )?(?:kemensos|kementerian))\b|nilks"),
    ("stp_status", rf"(?:{_PAPER}).*\bstatus\b|\bstatus (?:{_PAPER}|terdaftar)"),
    ("stp_until", rf"(?:{_PAPER}).*(?:{_END})|(?:{_END}|masa).*(?:{_PAPER})|masa (?:{_PAPER})"),
    ("stp_issuer", rf"(?:{_PAPER}).*(?:penerbit|instansi|pejabat|oleh)|(?:penerbit|instansi).*(?:{_PAPER})"),
    ("stp_number", rf"(?:{_PAPER}).*{_NUMBER}|{_NUMBER}.*(?:{_PAPER})"),
    ("stp_issued", rf"(?:{_PAPER}).*(?:{_DAY}|tahun)|(?:{_DAY}|tahun).*(?:{_PAPER})"),
    ("stp_kind", rf"jenis (?:{_PAPER})"),
    ("stp_number", rf"{_PAPER}|^terdaftar (?:di|pada) (?:dinsos|dinas|kab|kemensos)"),
    ("kind", rf"(?:{_GRADE}).*layanan|layanan.*(?:{_GRADE})"),
    ("grade_until", rf"(?:{_GRADE}).*(?:{_END}|masa)|(?:{_END}|masa).*(?:{_GRADE})"),
    ("weak_decree", rf"^(?:sk|surat keputusan|piagam)\b(?!.*{_DAY}).*(?:{_GRADE})"),
    ("certificate", rf"sertifikat|(?:{_GRADE}).*{_NUMBER}|{_NUMBER}.*(?:{_GRADE})"),
    ("grade_applied", r"(?:tanggal|tgl) (?:pengajuan|usulan)"),
    ("grade_decided", rf"(?:{_GRADE}).*{_DAY}|{_DAY}.*(?:{_GRADE})"),
    ("grade_year", rf"(?:{_GRADE}).*\b(?:tahun|thn|th)\b|\b(?:tahun|thn|th)\b.*(?:{_GRADE}|pengajuan)"),
    ("grade", _GRADE),
    ("region_code", r"^(?:id|kode|kd) (?:kab|kabupaten|kota|kab kota|kabupaten kota|wilayah|daerah|bps|kemendagri)\b"),
    (ASIDE, r"^(?:id|kode|kd)\b"),
    ("event_report", r"laporan|pelaporan|\blapor\b"),
    ("event_rakor", r"rakor|rapat"),
    ("event_visit", r"kunjung|\bvisit|monitor|monev|supervis|pembinaan|verifikasi lapangan|peninjauan"),
    ("place", r"^(?:dalam|luar|non)(?: panti)?$|dalam (?:dan |atau )?luar|dalam non|panti non panti|"
              r"(?:sistem|model|metode|tempat|sifat) (?:pe)?(?:layan|ngasuh|asuh)"),
    ("kecamatan", r"\bkec(?:amatan)?\b"),
    ("gampong", r"\b(?:gampong|gp|desa|kelurahan|kel)\b"),
    ("province", r"^(?:provinsi|prov|propinsi|nama provinsi|alamat provinsi.*)$"),
    ("address", r"^alamat(?! (?:kab|kota))|domisili|^jalan$|sekretariat|kedudukan|address"),
    ("building", r"gedung|bangunan|status tanah"),
    ("owner", r"kepemilikan|pemilik|\bmilik\b|penyelenggara|status pengelola\w*\b|^(?:jenis|unsur) pengelola"),
    ("scope", r"lingkup|cakupan|wilayah kerja|jangkauan"),
    ("region", r"\b(?:kab|kabupaten|kota|kabkota|kabko|daerah tingkat|district)\b|^(?:daerah|wilayah|asal daerah)$"),
    ("leader", rf"{_PERSON}"),
    ("money", r"sumber (?:dana|pembiayaan|anggaran)|pendanaan"),
    ("access", r"akses"),
    ("name", rf"^(?:nama |data )*(?:lengkap )?{_BODY}(?: (?:{_BODY}|{_MORE_OF_NAME}))*(?: di .*)?$|"
             rf"^(?:data |identitas )*{_BODY} nama$"),
    ("kind", rf"^{_CLIENT}(?: (?:dalam|luar|non)(?: panti)?)?$|^(?:lanjut usia|napza|odha|gepeng|wksbm|lk3|abh)\b|"
             r"layanan|pelayanan|klaster|cluster|kluster|jenis|bidang|kategori|tipe|sasaran|program|ppks|pmks|fokus"),
    ("activity", r"aktif|status (?:kegiatan|operasional|kinerja)|operasional|kondisi|^status(?: (?:lembaga|lks))?$"),
    ("remarks", r"^(?:ket|keterangan|catatan|remark|remarks|info)\b"),
    ("weak_name", r"^nama$"),
    ("weak_number", rf"^{_NUMBER}(?: dan tanggal)?$|^no tanggal$"),
    ("weak_until", rf"{_END}|^masa$|^masa laku$"),
    ("weak_issued", rf"^{_DAY}.*$|^dari$"),
    ("weak_year", r"^(?:tahun|thn|th)(?: (?:\d|[iv]{1,3}))?$"),
    ("weak_sk", r"^(?:no|nomor) sk$|^sk$"),
    (ASIDE, r"^(?:l|p|lk|pr|laki laki|perempuan|pria|wanita)$"),
)  # fmt: skip
_PATTERNS = tuple((field, re.compile(words)) for field, words in _RULES)
_GROUPED = re.compile(
    rf"{_NUMBER}|{_DAY}|{_COUNT}|\b(?:nama|status|tahun|thn|l|p|lk|pr|laki|perempuan|pria|wanita|ket|keterangan|jenis|"
    rf"hasil|nilai|nik|masa|dari|kab|kabupaten|kota|prov|provinsi|hp|instansi|penerbit|pusat)\b|{_END}|{_TELEPHONE}"
)
_WEAK = {
    "weak_until": {"stp": "stp_until", "grade": "grade_until"},
    "weak_issued": {"stp": "stp_issued", "grade": "grade_decided"},
    "weak_year": {"grade": "grade_year"},
    "weak_number": {"stp": "stp_number", "grade": "certificate"},
    "weak_sk": {"": "sk"},
}
_YES, _NO = re.compile(r"ada|ya|sudah(?: ada)?|punya|memiliki"), re.compile(r"(?:tidak|tdk|belum)(?: ada)?")
_SEX = re.compile(r"\((l|p|lk|pr|laki\W?laki|perempuan)\)", re.IGNORECASE)  # a head's "(L)" is no aside
_UNTOLD = ("weak_until", "weak_issued", "weak_number")  # of a paper, and nobody knows of which: asked
FIELDS = tuple(dict.fromkeys(
    field for field, _ in _RULES if field not in (DROPPED, ASIDE) and not field.startswith("weak")
))  # fmt: skip
_SEVERAL = frozenset((
    "stp_number", "stp_issued", "stp_until", "stp_status", "stp_issuer", "stp_kind", "kind", "event_visit",
    "event_report", "event_rakor", "grade", "grade_until", "grade_year", "grade_decided", "certificate", "remarks",
    "address", "place", "activity", "form", "owner",
))  # fmt: skip
# Heads of columns in which a paper or a grade stands with its days.
_WHEN = rf"(?:{_END}|{_DAY}|masa)"
_TOGETHER = (
    ("stp_number", re.compile(rf"^(?=.*{_NUMBER})(?=.*(?:{_PAPER})).*{_WHEN}")),
    ("grade", re.compile(rf"(?:{_GRADE}).*\b(?:tahun|thn|masa|berlaku)\b")),
)
_AND = re.compile(r"[&/+,]|\bdan\b")
# A field, the fields of heads that leave it open, and what half of the cells below such a head then look like.
_TOLD_BY_CONTENT = (
    ("stp_number", ("", "form", "weak_number"), re.compile(r"\bstpu?\b.*\d|\d.*\bstpu?\b")),
    ("sk", ("", "form"), re.compile(r"\bahu\b[-. ]?\d")),
    ("managers", ("leader",), re.compile(r"^\s*\d{1,3}(?: orang)?\s*$")),
    ("stp_until", ("activity",), re.compile(r"\bterdaftar\b.*\b20\d\d\b|^(?:tidak|tdk|belum) terdaftar")),
    ("grade", ("",), re.compile(r"^\s*(?:(?:ter)?akreditasi\s+)?(?:[abc]|tta)\s*$")),
)
LONGEST = 200  # letters of a head
# "Mulai" below "Masa Berlaku" is not its end.
_BEGINNING = re.compile(r"(?:tgl |tanggal )?(?:mulai|dari|awal|sejak)(?: tgl| tanggal)?")
_BEGINS = {"stp_until": "stp_issued", "grade_until": "grade_decided"}


@lru_cache(2048)
def field_of(words: str) -> str:
    """What a head of these words means, "" when nobody knows it."""
    text = plain(_SEX.sub(r" \1", words)) if len(words) <= LONGEST else ""
    if not text or len(text) > 90:
        return ""
    return next((field for field, pattern in _PATTERNS if pattern.search(text)), "")


def field_of_stack(words: Sequence[str]) -> str:
    """The same for a column with group heads above its own: what only says "Nomor" means that of its group."""
    if not words:
        return ""
    own, joined = words[-1], " ".join(dict.fromkeys(words))
    if _AND.search(own) and len(own) <= LONGEST:
        for field, pattern in _TOGETHER:
            if pattern.search(plain(own)):
                return field
    found = field_of(own)
    if len(words) == 1 or found == DROPPED:
        return found
    if not found or found in (ASIDE, "no") or _GROUPED.search(plain(own)):
        found = _of_paper(words) or field_of(joined) or found
    return _BEGINS.get(found, found) if _BEGINNING.fullmatch(plain(own)) else found


def _of_paper(words: Sequence[str]) -> str:
    """What the group just above says, where that is a paper: "S.D." below "STP" is its end, whatever stands over both.
    "" for anything else."""
    found = field_of(" ".join(words[-2:])) if len(words) > 2 else ""
    return found if found.startswith(("stp_", "grade", "certificate", "deed_")) else ""


def assigned(table: str, stacks: Sequence[Sequence[str]], samples: Sequence[Sequence[str]]) -> list[Column]:
    """A field for each column; of two that claim one that can stand only once, the first. ``samples`` are texts that
    stand below each head: they tell what a head leaves open."""
    fields = [field_of_stack(stack) for stack in stacks]
    _settle_names(fields, stacks)
    _settle_yes_and_no(fields, stacks)
    _settle_by_content(fields, samples)
    _settle_weak(fields)
    taken: set[str] = set()
    for at, field in enumerate(fields):
        if field in taken and field not in (*_SEVERAL, DROPPED, ASIDE, ""):
            fields[at] = ASIDE
        taken.add(field)
    return [
        Column(table, at, " – ".join(dict.fromkeys(word for word in stack if word)), field)
        for at, (stack, field) in enumerate(zip(stacks, fields, strict=True))
    ]


def _settle_names(fields: list[str], stacks: Sequence[Sequence[str]]) -> None:
    """ "Nama Yayasan" beside "Nama LKS" is the foundation that it belongs to; "Nama" alone is the name."""
    named = [at for at, field in enumerate(fields) if field == "name"]
    if len(named) > 1:
        own = [at for at in named if not re.fullmatch(r"(?:nama )?yayasan", plain(stacks[at][-1]))] or named
        for at in named:
            if at != own[0]:
                fields[at] = "parent" if at not in own else ASIDE
    elif not named and "name_address" not in fields and "weak_name" in fields:
        fields[fields.index("weak_name")] = "name"


def _settle_yes_and_no(fields: list[str], stacks: Sequence[Sequence[str]]) -> None:
    """ "Ada" and "Tidak" below "Tanda Daftar" are ticked: the one says that there is a paper, the other none."""
    for at, stack in enumerate(stacks):
        said = plain(stack[-1]) if len(stack) > 1 and fields[at] == "stp_number" else ""
        if _YES.fullmatch(said):
            fields[at] = "stp_status"
        elif _NO.fullmatch(said):
            fields[at] = ASIDE


def _settle_by_content(fields: list[str], samples: Sequence[Sequence[str]]) -> None:
    """ "Legalitas" above numbers of STP, an unknown head above grades."""
    for at, texts in enumerate(samples):
        said = [text for text in texts if text.strip(" -–")]
        for field, open_fields, pattern in _TOLD_BY_CONTENT:
            fits = sum(len(text) <= LONGEST and bool(pattern.search(text.lower())) for text in said)
            if said and fields[at] in open_fields and field not in fields and 2 * fits >= len(said):
                fields[at] = field


def _settle_weak(fields: list[str]) -> None:
    """What says only a day or a number belongs to the paper that stands left of it."""
    decree = "certificate" if "grade" in fields else "grade"
    fields[:] = [decree if field == "weak_decree" else field for field in fields]
    topic = ""
    for at, field in enumerate(fields):
        if field.startswith("weak"):
            of = _WEAK.get(field, {})
            fields[at] = of.get(topic) or of.get("") or field
        elif field:
            topic = "stp" if field.startswith("stp") else "grade" if field.startswith("grade") else ""
    for late, papers in (("stp_until", {"stp_number", "stp_status"}), ("grade_until", {"grade"})):
        if "weak_until" in fields and papers & set(fields) and late not in fields:
            fields[fields.index("weak_until")] = late
    fields[:] = ["" if field in _UNTOLD else ASIDE if field.startswith("weak") else field for field in fields]
