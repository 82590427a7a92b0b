"""What people send is read in a process of its own: with limits, the same result, and pages that open meanwhile."""

from __future__ import annotations

import io
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import docx
import pytest

from documents.apart.workers import MB, Limits, Workers
from documents.incoming.reader import FAULT, LIMITS, MOST_IN_LINE, TRADE, Reader
from documents.readers.files.unreadable import PASSWORD, Told
from documents.readers.reading import PASTED, SHAPED
from tests.world.locking import WORD, locked
from tests.world.places import SAMPLES
from tests.world.serving import Begin, start
from tests.world.sheet_maker import workbook
from tests.world.visiting import opened, send_file, session
from tests.world.waiting import PATIENCE, until
from tests.world.word_maker import para, table, word_file
from workflow.errors import Invalid, Occupied
from workflow.evidence.taking_in import Refused

pytestmark = pytest.mark.slow  # each starts a process that loads all readers

HEADS = ["No", "Hasil Rakor", "Tindak Lanjut", "PIC"]
SMALL = workbook([HEADS, [1, "Data LKS belum lengkap", "Mendata", "Kadis"]])
LONG = workbook([HEADS, *[[n, f"Data LKS {n} belum lengkap", f"Mendata {n}", "Kadis"] for n in range(4_000)]])
HERE = Reader()
MAILS = SAMPLES / "mail"


@pytest.fixture
def apart(tmp_path: Path) -> Iterator[Callable[..., Reader]]:
    made = []

    def begin(**limits: Any) -> Reader:
        limits = {"seconds": PATIENCE, "patience": PATIENCE, "memory": LIMITS.memory, **limits}
        made.append(Reader(Workers(TRADE, tmp_path, 1, Limits(**limits))))
        return made[-1]

    yield begin
    for reader in made:
        reader.close()


def pid(reader: Reader) -> int:
    assert reader.workers is not None
    until(lambda: reader.workers.processes)  # type: ignore[union-attr]
    return reader.workers.processes[0].process.pid


def sheet(reader: Reader, content: bytes, name: str = "a.xlsx") -> dict[str, Any]:
    return reader.office_file(name, content, None, None)


def refusal(ask: Callable[[], Any]) -> str:
    with pytest.raises(Invalid) as refused:
        ask()
    return refused.value.sentence


def test_it_understands_what_this_process_would(apart: Callable[..., Reader]):
    reader = apart()
    for path in sorted((SAMPLES / "import").glob("0[1-6]*.[dxc][os][cv]*")):
        if path.suffix != ".json":
            assert sheet(reader, path.read_bytes(), path.name) == sheet(HERE, path.read_bytes(), path.name)
    old, pdf = (SAMPLES / "import" / name for name in ("07-notula-lama.doc", "08-sebenarnya-pdf.docx"))
    for name, path in (("a.doc", old), ("a.pdf", pdf)):  # each in one more process, within what this one may have
        assert sheet(reader, path.read_bytes(), name) == sheet(HERE, path.read_bytes(), name)
    for path in sorted((SAMPLES / "lks").glob("*.xlsx")):
        asked = (path.name, path.read_bytes(), "2026-11-28", None)
        assert reader.lks_list(*asked) == HERE.lks_list(*asked)
    assert reader.named_sheets("a.xlsx", SMALL) == HERE.named_sheets("a.xlsx", SMALL)
    assert "bukan daftar LKS" in refusal(lambda: reader.lks_list("a.xlsx", SMALL, "2026-11-28", None))
    block = b"No\tHasil Rakor\tTindak Lanjut\tPIC\n1\tData belum lengkap\tMendata\tKadis"
    table = b"<table><tr><td>Hasil Rakor<td>Tindak Lanjut<tr><td>Data belum lengkap<td>Mendata</table>"
    for pasted in ((block, PASTED), (table, SHAPED)):
        asked_ = (*pasted, None, {"start": "2023-09-18"})
        assert reader.pasted(*asked_) == HERE.pasted(*asked_)


@pytest.mark.parametrize(
    "ask",
    [
        lambda reader: sheet(reader, (SAMPLES / "import" / "08-sebenarnya-pdf.docx").read_bytes(), "a.docx"),
        lambda reader: sheet(reader, workbook([["Kata"], ["lain"]])),
        lambda reader: reader.travel_form("a.docx", word_file(para("Kosong"))),
        lambda reader: reader.named_sheets("a.xlsx", b"PK\x03\x04rusak"),
        lambda reader: reader.travel_form("a.docx", locked(word_file(para("Kosong")))),
        lambda reader: reader.lks_list(
            "a.eml", (SAMPLES / "mail" / "satu-lampiran.eml").read_bytes(), "2026-11-28", None
        ),
        lambda reader: reader.paper_text((SAMPLES / "mail" / "satu-lampiran.msg").read_bytes()),
        lambda reader: reader.rakor_file(b"{}"),
        lambda reader: reader.rakor(b'{"format": "tuntas-rakor/1"}'),
        lambda reader: reader.letterhead(b"PK"),
        lambda reader: reader.signed_pdf(b"%PDF-1.7"),
    ],
)
def test_what_is_refused_is_refused_in_the_same_words(apart: Callable[..., Reader], ask: Callable[[Reader], Any]):
    assert refusal(lambda: ask(apart())) == refusal(lambda: ask(HERE)) != FAULT


def test_what_has_to_be_told_is_asked_and_taken(apart: Callable[..., Reader]):
    reader, content = apart(), locked(SMALL)
    assert reader.office_file("a.xlsx", content, None, None)["asks"] == PASSWORD
    assert reader.office_file("a.xlsx", content, None, None, Told(WORD)) == sheet(HERE, SMALL)


def test_a_pdf_is_refused_as_evidence_is(apart: Callable[..., Reader]):
    with pytest.raises(Refused, match="PDF a.pdf rusak"):
        apart().evidence_pdf(b"%PDF-1.7", "a.pdf")


def test_a_letterhead_comes_back_as_it_is_kept(apart: Callable[..., Reader]):
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "DINAS SOSIAL"
    out = io.BytesIO()
    document.save(out)
    kept, facts = apart().letterhead(out.getvalue())
    assert (kept, facts) == HERE.letterhead(out.getvalue())
    assert facts["kop"] is True


def test_the_process_knows_no_key_of_the_app(apart: Callable[..., Reader], monkeypatch: pytest.MonkeyPatch):
    for name in ("TUNTAS_SECRET_KEY", "TUNTAS_DATABASE", "TUNTAS_SMTP", "AWS_SECRET_ACCESS_KEY", "PGPASSWORD"):
        monkeypatch.setenv(name, "rahasia")
    known = Path(f"/proc/{pid(apart())}/environ").read_bytes()
    assert b"PATH=" in known
    assert b"rahasia" not in known


def test_a_file_that_takes_too_long_is_unusually_heavy(apart: Callable[..., Reader]):
    assert refusal(lambda: sheet(apart(seconds=0.05), LONG)) == TRADE.slow
    assert "luar biasa berat" in TRADE.slow


def test_a_file_that_takes_too_much_memory_is_unusually_heavy_and_the_next_is_read(apart: Callable[..., Reader]):
    reader = apart(memory=25 * MB)
    assert refusal(lambda: sheet(reader, b"a;b;c\n" * 1_500_000, "a.csv")) == TRADE.large
    assert "luar biasa berat" in TRADE.large
    assert sheet(reader, SMALL)["sheet"]["tasks"][0]["action"] == "Mendata"
    assert refusal(lambda: reader.signed_pdf(b"%PDF-" + b"x" * 40_000_000)) == TRADE.died  # not even its bytes fit
    assert "luar biasa berat" in TRADE.died
    assert sheet(reader, SMALL)["sheet"]["tasks"][0]["action"] == "Mendata"


def test_a_reader_that_is_killed_begins_again(apart: Callable[..., Reader]):
    reader = apart()
    sheet(reader, SMALL)
    killed = pid(reader)
    os.kill(killed, signal.SIGKILL)
    assert sheet(reader, SMALL)["sheet"]["tasks"][0]["action"] == "Mendata"
    assert pid(reader) != killed


def test_only_some_wait_for_it_and_the_others_are_told_at_once(apart: Callable[..., Reader]):
    reader = apart()
    sheet(reader, SMALL)
    os.kill(pid(reader), signal.SIGSTOP)
    with ThreadPoolExecutor(MOST_IN_LINE) as line:
        waiting = [line.submit(sheet, reader, SMALL) for _ in range(MOST_IN_LINE)]
        until(lambda: reader._line._value == 0)
        with pytest.raises(Occupied, match=TRADE.busy):
            sheet(reader, SMALL)
        assert not any(one.done() for one in waiting)
        os.kill(pid(reader), signal.SIGCONT)
        assert all(one.result(PATIENCE)["kind"] == "xlsx" for one in waiting)


def child_of(server: int) -> int:
    """The process in which a server reads; 0 until it is there."""
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text().rpartition(")")[2].split()[1])
            command = status.with_name("cmdline").read_bytes()
        except OSError:
            continue
        if parent == server and b"documents.incoming.worker" in command:
            return int(status.parent.name)
    return 0


def test_pages_are_answered_while_eight_heavy_files_are_read(tmp_path: Path, bare_instance: Path, begin: Begin):
    """The reader stands still, as it would over a file that takes its whole time."""
    folder = Path(shutil.copytree(bare_instance, tmp_path / "kantor"))
    people = {name: session(folder, name) for name in ("dinsos.aceh", "ketua.bireuen")}
    server = start(begin, folder, TUNTAS_MODE="contoh", TUNTAS_WORKERS="1")
    nested = ""
    for _ in range(60):
        nested = table(f"<w:tr><w:tc>{nested}</w:tc><w:tc>{para('isi')}</w:tc></w:tr>")
    sent = [
        ("/impor", "dinsos.aceh", "a.docx", word_file(para("x") * 30_000)), ("/impor", "dinsos.aceh", "a.xlsx", LONG),
        ("/formulir", "ketua.bireuen", "a.docx", word_file(nested)), ("/formulir", "ketua.bireuen", "a.xlsx", LONG),
    ] * 2  # fmt: skip
    until(lambda: child_of(server.process.pid))
    reader = child_of(server.process.pid)
    assert send_file(server.port, "/impor", people["dinsos.aceh"], "a.xlsx", SMALL)[0] == 303
    os.kill(reader, signal.SIGSTOP)
    with ThreadPoolExecutor(len(sent)) as line:
        answers = [line.submit(send_file, server.port, path, people[who], *file) for path, who, *file in sent]
        until(lambda: sum(answer.done() for answer in answers) == len(sent) - MOST_IN_LINE)
        assert {answer.result()[0] for answer in answers if answer.done()} == {503}
        assert all(TRADE.busy in answer.result()[1] for answer in answers if answer.done())
        assert opened(server.port, "/masuk") == 200
        assert sum(answer.done() for answer in answers) == len(sent) - MOST_IN_LINE
        os.kill(reader, signal.SIGCONT)
        said = [answer.result(PATIENCE) for answer in answers]
    assert {status for status, _ in said} <= {303, 422, 503}
    assert not any("Nomor kejadian" in page for _, page in said)
    assert opened(server.port, "/masuk") == 200
