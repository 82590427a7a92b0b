"""The words above a column, and which field they mean. Offices name the same column in many ways."""

from __future__ import annotations

import re
from functools import lru_cache

from documents.readers.meaning.behind_office import is_of_both
from documents.readers.meaning.ticked import is_place, is_time
from documents.readers.result import Column
from workflow.plan_fields import READ, InFiles

# Columns that are no field of a plan. The words of its fields stand in their table.
_BESIDE = {
    "no": InFiles(r"no|nomor|no urut|nomor urut|nmr|#|no butir|nomor butir"),
    "aside": InFiles(
        r".*\b(link|tautan|bukti dukung|kode|status|progres|progress|realisasi|capaian|persentase|paraf|"
        r"tanda tangan|ttd)\b.*|"
        r".*\b(kendala|hambatan|solusi|tindak lanjut sebelumnya)\b.*|prioritas|"
        # what was done is not what shall be done
        r".*\b(telah|sudah)\b.*\b(dilaksanakan|dilakukan|dikerjakan|ditindaklanjuti|selesai|berjalan)\b.*|"
        r".*\b(terlaksana|sampai saat ini|hingga saat ini|s d saat ini)\b.*",
    ),
    "regions": InFiles(
        r"(nama |asal |lokasi |wilayah |daerah )?(kab|kabupaten)\b.*\bkota|kab kota|kabupaten|daerah|wilayah|"
        r"lokasi|lokus|"
        r"wilayah kerja|daerah sasaran|lokasi kegiatan|wilayah sasaran|asal daerah|kabko|kab",
    ),
    "outcome": InFiles(
        r".*\b(hasil (rakor|rapat|kesepakatan|pertemuan|koordinasi|sidang|musyawarah|"
        r"komisi)|rekomendasi|kesepakatan|"
        r"keputusan|butir|poin|kesimpulan|simpulan|rumusan|hasil dan kesepakatan|decision|komitmen)\b.*",
        r"hasil (pembahasan|diskusi)|"
        r"pokok (bahasan|pembahasan)|arahan.*|pembahasan|agenda pembahasan|hal|isu.*|permasalahan.*|masalah|"
        r"temuan.*|topik.*|materi.*|"
        r"pokok masalah|rekomendasi|hasil|uraian hasil",
    ),
}
# A column is taken by the first field of this order whose words fit: "Output Tindak Lanjut" is an indicator, "Batas
# Waktu TL" a deadline, "PIC Tindak Lanjut" a responsible office. What is not named comes last.
_FIRST = (
    "no", "aside", "deadline", "budget", "regions", "related_parties", "responsible", "indicator", "outcome", "action",
)  # fmt: skip
_WORDS = {**_BESIDE, **{name: field.files for name, field in READ.items()}}
_PATTERNS = {
    field: tuple(re.compile(rf"(?:{said})") if said else None for said in (_WORDS[field].sure, _WORDS[field].weak))
    for field in dict.fromkeys((*_FIRST, *_WORDS))
}
_TARGET_TIME = re.compile(
    r"\s*target\s*\(\s*(?:waktu|tanggal|tgl|minggu|bulan|triwulan|tahun)\b[^()]*\)\s*", re.IGNORECASE
)
_AMOUNT = re.compile(r"jumlah|nilai|besaran|nominal|total|rp|rupiah|jumlah rp|nilai rp|besar|kebutuhan")
ASIDE = "aside"  # known, and no field of a task
STRONG, LONGEST = 2, 200  # letters of a head, with what stands in brackets
_OTHER_LISTS = (
    ({"nama"}, {"tanda tangan", "ttd", "paraf", "hadir", "jabatan", "no hp", "nomor hp", "telepon"}, "daftar hadir"),
    ({"volume", "vol", "qty"}, {"satuan", "harga satuan", "harga", "jumlah"}, "rincian anggaran biaya"),
    ({"harga satuan"}, {"satuan", "jumlah", "volume"}, "rincian anggaran biaya"),
    (
        {"waktu", "jam", "pukul", "hari tanggal"},
        {"acara", "narasumber", "pemateri", "moderator", "agenda", "pengisi acara"},
        "susunan acara",
    ),
    ({"mengetahui", "menyetujui", "paraf hierarki", "paraf koordinasi", "paraf"}, {""}, "kolom tanda tangan"),
)  # fmt: skip


@lru_cache(1024)
def plain(words: str) -> str:
    """Small letters, one blank between words, no signs: "Kab./Kota" is "kab kota"."""
    return " ".join(re.sub(r"[^\w#]|_", " ", re.sub(r"\([^()]*\)", " ", words.lower())).split())


@lru_cache(1024)
def field_of(words: str) -> tuple[str, int]:
    """The field of a head and how sure that is; ("", 0) when the words say nothing."""
    text = plain(words) if len(words) <= LONGEST else ""
    if not text or len(text) > 70:
        return "", 0
    if is_of_both(words):
        return "responsible", STRONG
    if _TARGET_TIME.fullmatch(words):
        return "deadline", STRONG
    for level in (0, 1):
        for field, patterns in _PATTERNS.items():
            pattern = patterns[level]
            if pattern is not None and pattern.fullmatch(text):
                return field, STRONG - level
    return "", 0


def field_of_stack(words: list[str]) -> tuple[str, int]:
    """The field of a column with group heads above its own: the lowest that says something, in its group."""
    own, group = words[-1] if words else "", words[:-1]
    field, sure = field_of(own)
    above, above_sure = field_of(group[-1]) if group else ("", 0)
    if above in ("responsible", "deadline", "budget") and field in ("regions", "responsible", "", "no", "aside"):
        return above, above_sure
    if above == "deadline" and field == "deadline":
        return above, above_sure
    if sure < STRONG and above and (joined := field_of(f"{' '.join(group)} {own}"))[1] >= sure:
        return joined if not (field and joined[0] != field and sure) else (field, sure)
    return (field, sure) if field else (above, above_sure)


def assigned(table: str, stacks: list[list[str]]) -> list[Column]:
    """Which column holds which field: of two that claim the same, the surer; "Hasil" is what is still missing."""
    found = [field_of_stack(stack) for stack in stacks]
    fields = [field for field, _ in found]
    for field in set(fields):
        claims = [i for i, f in enumerate(fields) if f == field]
        best = max(found[i][1] for i in claims)
        for i in claims:
            if found[i][1] < best:
                fields[i] = _second_choice(stacks[i][-1] if stacks[i] else "", set(fields))
    _take_amounts(fields, stacks)
    _settle(fields, stacks)
    _take_ticked(fields, stacks)
    return [
        Column(table, i, " – ".join(dict.fromkeys(w for w in stack if w)), "" if f == ASIDE else f)
        for i, (stack, f) in enumerate(zip(stacks, fields, strict=True))
    ]


def _take_amounts(fields: list[str], stacks: list[list[str]]) -> None:
    """ "Jumlah" beside "Sumber Dana", and whatever counts rupiah, is the money."""
    for at, stack in enumerate(stacks):
        own = stack[-1] if stack else ""
        amount = "budget" in fields and _AMOUNT.fullmatch(plain(own))
        if not fields[at] and (amount or re.search(r"\(\s*rp\.?\s*\)", own, re.IGNORECASE)):
            fields[at] = "budget"


def _take_ticked(fields: list[str], stacks: list[list[str]]) -> None:
    """Columns with nothing but a tick in them: each a kabupaten/kota, a month or a week."""
    for field, means in (("regions", is_place), ("deadline", is_time)):
        found = [at for at, stack in enumerate(stacks) if not fields[at] and means(stack)]
        for at in found if len(found) > 1 else ():
            fields[at] = field


def _second_choice(words: str, taken: set[str]) -> str:
    """ "Hasil" or "Rekomendasi" beside a column that already is the outcome."""
    text = plain(words)
    for field in ("indicator", "action", "outcome", "responsible", "deadline"):
        weak = _PATTERNS[field][1]
        if field not in taken and weak is not None and weak.fullmatch(text):
            return field
    return "outcome" if "outcome" not in taken and text.startswith("uraian") else ""


def _settle(fields: list[str], stacks: list[list[str]]) -> None:
    """Two outcomes and no action: the later one ("Rekomendasi" after "Hasil Rapat") is what is to be done."""
    outcomes = [i for i, f in enumerate(fields) if f == "outcome"]
    if len(outcomes) == 2 and "action" not in fields:
        fields[outcomes[1]] = "action"
    elif "outcome" not in fields and "action" in fields:
        _take_result(fields, stacks)
        actions = [i for i, f in enumerate(fields) if f == "action"]
        firm = [i for i in actions if field_of(stacks[i][-1] if stacks[i] else "")[1] == STRONG]
        fields[actions[0]] = "action"
        if len(actions) > 1 and len(firm) == len(actions):
            for extra in actions[1:]:
                fields[extra] = ""
    for single in ("no", "outcome", "action"):
        for extra in [i for i, f in enumerate(fields) if f == single][1:]:
            fields[extra] = ""


def _take_result(fields: list[str], stacks: list[list[str]]) -> None:
    """A bare "Hasil" before what is to be done is what the meeting came to; behind it, what shall come of that."""
    for at, stack in enumerate(stacks[: fields.index("action")]):
        if fields[at] == "indicator" and "outcome" not in fields and stack and plain(stack[-1]) == "hasil":
            fields[at] = "outcome"


def other_list(heads: list[str]) -> str:
    """What a table is that is no list of outcomes ("daftar hadir"), "" when its heads do not say so."""
    words = {plain(head) for head in heads}
    texts = " | ".join(sorted(words))
    for some, others, name in _OTHER_LISTS:
        one = any(re.search(rf"(^|\| ){re.escape(w)}( |$)", texts) for w in some)
        if one and any(w == "" or re.search(rf"\b{re.escape(w)}\b", texts) for w in others):
            return name
    return ""
