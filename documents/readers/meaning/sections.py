"""The parts of a notula: what a heading announces decides whether a list below it holds outcomes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from documents.readers.files.word_blocks import Paragraph
from documents.readers.meaning.announcing import DECIDED, LEADS, MEETS, SILENT, announces_a_list, decides, said_of_list
from documents.readers.meaning.meeting import unfilled
from documents.readers.values.numbered import Mark, marked

OUTCOMES, OTHER, UNKNOWN, _POINT = "outcomes", "other", "", "point"
_MOST_WORDS = 14
_LEAD = r"(?:(?:pokok|butir|poin)(?:\s*-\s*(?:pokok|butir|poin))?\s+|isi\s+|daftar\s+|ringkasan\s+|draf\s+)*"
_RESULT = (
    r"(?:rumusan|hasil|kesimpulan|simpulan|kesimpuan|keputusan|kesepakatan|rekomendasi|rencana tindak lanjut|"
    r"rencana aksi|tindak lanjut|rtl|komitmen|saran|(?:menetapkan|memutuskan|menyepakati)(?= hal\b| bahwa\b|$))\b"
)
_OUTCOMES = re.compile(rf"{_LEAD}{_RESULT}|.*\bdan\s+{_RESULT}")
_EARLIER = re.compile(r".*\b(sebelumnya|yang lalu|terdahulu)\b|rumusan masalah")
_OTHER = re.compile(
    rf"{_LEAD}(?:agenda|acara|susunan|jadwal|rundown|peserta|hadir|daftar hadir|undangan|dasar|landasan|latar belakang|"
    r"pendahuluan|umum|maksud|tujuan|ruang lingkup|pembahasan|jalannya|uraian|tanggapan|diskusi|tanya jawab|"
    r"pertanyaan|jawaban|sesi|"
    r"paparan|pemaparan|materi|narasumber|sambutan|arahan|pembukaan|penutup|dokumentasi|foto|lampiran|tembusan|"
    r"pimpinan|pemimpin|notulis|notulen|notula|pencatat|sekretaris|waktu|tempat|hari|tanggal|pukul|kegiatan|"
    r"pelaksanaan|permasalahan|masalah|kendala|hambatan|isu|topik|tema|rapat|sidang|surat|evaluasi|laporan|informasi|"
    r"gambaran|kondisi|capaian|realisasi|nama|penyelenggara|moderator|catatan$|penjelasan|sumber dana|mengetahui|"
    r"ketua|yth|dari|nomor|sifat|hal|perihal|tindak lanjut (?:hasil )?rapat sebelumnya|"
    r"menimbang|mengingat|memperhatikan|mendengar|membaca)\b"
)
_FACT = re.compile(
    r"(?:hari|tanggal|waktu|pukul|tempat|pimpinan|pemimpin|ketua|notulis|notulen|sekretaris|pencatat|peserta|jumlah|"
    r"nama|penyelenggara|nomor|sifat|perihal|hal|lampiran|dari|yth|undangan|surat|agenda|acara|topik|rapat|tema|dasar|"
    r"kegiatan|narasumber|moderator|tembusan|sidang|susunan|daftar hadir)\b"
)
# What a line below a point says of it; the other facts belong to the paper and end the list.
_OF_A_POINT = re.compile(
    r"(?:hari|tanggal|waktu|tempat|lokasi|peserta|sasaran|jumlah|kegiatan|narasumber|topik|tema|agenda|acara|surat|"
    r"undangan|dasar)\b"
)
_CLOCK = re.compile(r"(?i)\b(?:pukul|jam|wib)\b|\b[0-9]{1,2}[.:][0-9]{2}\b")
_PAPER = re.compile(r"(?:notul\w*|laporan|risalah|berita acara|nota dinas|rapat|sidang|matriks|catatan)\b")
GROUP = re.compile(r"(?i)(komisi|kelompok|pokja|klaster|desk|bidang|sub ?komisi|panja)\b")
_CLOSING = re.compile(
    r"(?i)(demikian(lah)?\b|sekian\b|terima ?kasih\b|wassalam\w*|"
    r"(rapat|acara|pertemuan) (ditutup|berakhir|selesai)|mengetahui\b|menyetujui\b|nip\b|"
    r"(notulis|notulen|pencatat|pimpinan rapat|sekretaris|ketua)\s*,?\s*$|an\. |a\.n\. |tembusan\b|tanda tangan|"
    r"(kepala|ketua|sekretaris|pimpinan|bupati|wali ?kota|pl[th]\.|pj\.|a\.?n\.)[^.;:\n]{0,90},\s*$)"
)
_END = re.compile(r"(?i)demikian(lah)?\b")
_MONTH = "Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember"
_PLACE_DATE = re.compile(
    rf"[A-Z][\w .]{{2,40}},\s*(?:[0-9]{{1,2}}|\.{{2,}}|…+|_+)?\s*(?:{_MONTH}|\.{{2,}})\s+(?:[0-9]{{4}}|\.+)\s*$"
)
_BLANKS = re.compile(r"\s+")
LABEL = re.compile(r"([^:\n]{2,60}?)\s*:(?!//)\s*(.*)", re.DOTALL)


@dataclass
class Line:
    """A paragraph (or a line of one) with its mark apart. ``said`` is its text as it is compared: without runs of
    blanks."""

    text: str
    mark: Mark | None
    level: int
    source: Paragraph
    said: str = field(init=False)

    def __post_init__(self) -> None:
        self.said = _BLANKS.sub(lambda run: "\n" if "\n" in run[0] else " ", self.text.strip())


@dataclass
class Section:
    title: str
    kind: str
    rank: tuple[object, ...] = ()
    value: int = 0
    group: str = ""
    lines: list[Line] = field(default_factory=list)
    closed: bool = False  # a closing sentence was met: what follows is no list any more
    last: dict[str, tuple[str, int]] = field(default_factory=dict)  # what stands around a mark -> the last such one
    all_bold: bool = True  # of the lines with a mark
    head: Line | None = None
    paused: bool = False  # closed by no more than a fact ("Pukul: 09.00 WIB"): the next point goes on

    def add(self, line: Line) -> None:
        self.lines.append(line)
        if line.mark:
            self.last[line.mark.wrap] = line.mark.ways[0]
            self.all_bold = self.all_bold and line.source.bold


def sections(paragraphs: list[Paragraph]) -> list[Section]:
    found = [Section("", UNKNOWN)]
    for paragraph in paragraphs:
        for line in _lines(paragraph):
            _take(line, found)
    return [part for at, part in enumerate(found) if not _taken_up(found, at)]


def _taken_up(found: list[Section], at: int) -> bool:
    """Whether a part was a point of the sentence above it: "Rapat memutuskan:" over "I. … II. …" without any point
    below them announces these, although such marks are those of headings elsewhere. Asked of each part in its turn."""
    part = found[at]
    last = part.lines[-1] if part.lines else part.head
    if part.kind == OUTCOMES and not part.last and last and announces_a_list(last.said):
        run = _run(found[at + 1 :])
        for each in run if len(run) > 1 else ():
            part.lines += [line for line in (each.head, *each.lines) if line]
            part.closed, each.lines, each.kind = each.closed, [], _POINT
    return part.kind == _POINT


def _run(parts: list[Section]) -> list[Section]:
    """Those that count I, II, III and have no points of their own."""
    run = list[Section]()
    for part in parts:
        mark = part.head.mark if part.head else None
        listed = any(line.mark for line in part.lines)
        if not mark or not mark.capital or mark.ways[0][1] != len(run) + 1 or listed:
            break
        run.append(part)
    return run


def decided_in(parts: list[Section]) -> list[Paragraph]:
    """The paragraphs that stand below the first mark of what was decided."""
    found = []
    for part in parts:
        if part.kind == OUTCOMES:
            first = next((at for at, line in enumerate(part.lines) if line.mark), len(part.lines))
            found += [line.source for line in part.lines[first:]]
    return found


def kind_of(title: str) -> str:
    """What a heading with these words announces."""
    words = " ".join(re.sub(r"[^\w\s/-]", " ", title).lower().split())
    if _EARLIER.match(words):
        return OTHER
    if _OUTCOMES.match(words):
        return OUTCOMES
    return OTHER if _OTHER.match(words) else UNKNOWN


def _lines(paragraph: Paragraph) -> list[Line]:
    """Points typed into one paragraph with line breaks are as good as paragraphs of their own."""
    texts = paragraph.text.split("\n")
    parts = [[texts[0]]]
    for text in texts[1:]:
        if marked(text)[0] is not None:
            parts.append([text])
        else:
            parts[-1].append(text)
    lines = []
    for at, part in enumerate(parts):
        mark, text = marked("\n".join(part), paragraph.number if at == 0 else "")
        lines.append(Line(text, mark, paragraph.level if paragraph.number and at == 0 else 0, paragraph))
    return [line for line in lines if line.text.strip() or line.mark]


def _take(line: Line, found: list[Section]) -> None:
    now = found[-1]
    text = line.said
    label = _label(line, now)
    said = SILENT if label else _announced(line, now)
    if said:
        found.append(_section(line, text, OUTCOMES if said == DECIDED else OTHER))
    elif label and _of_a_point(line, label, now):
        now.add(line)
    elif label and is_fact(*label):
        now.paused = now.paused or (not now.closed and bool(now.last))
        now.closed = now.closed or (now.kind == OUTCOMES and bool(now.lines))
    elif label:
        found.append(_section(line, label[0], kind_of(label[0])))
        for each in _lines(Paragraph(label[1])):
            found[-1].add(each)
    elif _END.match(text) or (line.mark is None and (_CLOSING.match(text) or _PLACE_DATE.match(text))):
        now.closed, now.paused = True, False
    elif _is_heading(line, now):
        found.append(_heading(line, now))
    elif not now.closed or (now.paused and line.mark and _counts_on(line, now)):
        now.closed = now.paused = False
        now.add(line)


def _announced(line: Line, now: Section) -> str:
    """What a sentence before a list says of it. Among points of what was agreed only the meeting itself begins a new
    list; another sentence there goes on with its point."""
    if line.mark is not None and (now.kind == OUTCOMES or now.lines) and not _follows(line, now):
        return SILENT
    said = said_of_list(line.said)
    if now.kind != OUTCOMES or now.closed or (said == LEADS and not now.last):
        return said
    return said if said == DECIDED and now.last and MEETS.match(line.said) else SILENT


def _of_a_point(line: Line, label: tuple[str, str], now: Section) -> bool:
    """ "Waktu: November 2026" below a point of what was agreed is said of the point, not of the meeting."""
    if line.mark is not None or now.kind != OUTCOMES or now.closed or not now.last:
        return False
    return bool(_OF_A_POINT.match(label[0].lower().strip())) and not _CLOCK.search(label[1])


def _heading(line: Line, now: Section) -> Section:
    """A new part; "Komisi A" within the outcomes only parts them."""
    text = line.said
    kind = kind_of(text)
    if now.kind == OUTCOMES and not now.closed and kind == UNKNOWN and (GROUP.match(text) or _rank(line) != now.rank):
        return Section(now.title, OUTCOMES, now.rank, now.value, group=text, head=line)
    if line.mark is None and now.kind == UNKNOWN and kind == OTHER and _PAPER.match(text.lower()):
        kind = UNKNOWN  # the title of the paper itself
    return _section(line, text, kind)


def _section(line: Line, title: str, kind: str) -> Section:
    value = line.mark.ways[0][1] if line.mark else 0
    return Section(title.strip(" :"), kind, _rank(line), value, head=line)


def _rank(line: Line) -> tuple[object, ...]:
    """What two headings of the same standing have in common."""
    kind = line.mark.ways[0][0] if line.mark else ""
    return (kind, line.mark.wrap if line.mark else "", line.source.outline, line.text.isupper())


def _label(line: Line, now: Section) -> tuple[str, str] | None:
    """ "Kesimpulan : …" and "Peserta :": words that announce a part, with its beginning on the same line."""
    found = LABEL.fullmatch(line.said)
    if not found or len(found[1].split()) > 5 or kind_of(found[1]) == UNKNOWN or decides(found[1]):
        return None
    if now.kind == OUTCOMES and not now.closed and line.mark is not None and not _follows(line, now):
        return None
    if now.kind == OUTCOMES and now.lines and line.mark is None and kind_of(found[1]) == OUTCOMES and found[2].strip():
        return None  # "Tindak lanjut: …" below a point belongs to it
    return found[1], found[2]


def is_fact(label: str, value: str) -> bool:
    """ "Tempat : Hotel Oasis": said on one line; no list hangs on it."""
    value = value.strip()
    announces = value.endswith((":", "berikut")) or marked(value)[0] is not None
    return bool(_FACT.match(label.lower().strip()) and value and not announces)


def _follows(line: Line, now: Section) -> bool:
    """Whether the number of a line goes on from the heading of this section."""
    return line.mark is not None and _rank(line)[:2] == now.rank[:2] and line.mark.ways[0][1] == now.value + 1


def _is_heading(line: Line, now: Section) -> bool:
    text = line.said
    if "\n" in text or len(text.split()) > _MOST_WORDS or text[-1:] in (*".;,",) or unfilled(text):
        return False
    known = kind_of(text) != UNKNOWN
    looks = line.source.outline is not None or line.source.bold or text.isupper()
    if line.mark is None and now.kind == OUTCOMES and not now.closed and _names_group(text):
        return True
    if line.mark is None:
        plain = known and len(text.split()) <= 4 and not decides(text)
        return (looks and (known or not now.closed)) or (plain and not now.closed)
    if line.mark.capital:
        return True
    points_in_bold = bool(now.last) and now.all_bold  # which are no headings because of that
    if _counts_on(line, now) and not (looks and known and not points_in_bold):
        return False
    if now.kind == OUTCOMES and not now.closed:
        return _follows(line, now) or (kind_of(text) == OTHER and looks)
    return looks or _follows(line, now) or (known and now.kind == UNKNOWN and len(text.split()) <= 6)


def _names_group(text: str) -> bool:
    return bool(GROUP.match(text)) and text[0].isupper() and len(text.split()) <= 6


def _counts_on(line: Line, now: Section) -> bool:
    """Whether the line is the next point of the list in this part, or the first one below its heading."""
    kind, value = line.mark.ways[0] if line.mark else ("", 0)
    last = now.last.get(line.mark.wrap) if line.mark else None
    if last is None:
        return value == 1 and now.kind != UNKNOWN and now.rank[:1] != (kind,)
    return last == (kind, value - 1)
