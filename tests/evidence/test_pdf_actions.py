"""A PDF sent as evidence carries nothing that runs, plays, sends, hides or opens something; what it has is named."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.world.stored import folder_of
from workflow.evidence.pdf_actions import DEEPEST, MOST_PARTS
from workflow.evidence.refusal import Refused
from workflow.evidence.taking_in import EvidenceFolder

Change = Callable[[Pdf], None]
WEB = Dictionary(S=Name.URI, URI="https://dinsos.example/")
ELSEWHERE = {"F": String("\\\\jahat.example\\a.pdf")}


def written(change: Change, **save: Any) -> bytes:
    pdf, out = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    change(pdf)
    pdf.save(out, **save)
    return out.getvalue()


def action(kind: str, **more: Any) -> Dictionary:
    return Dictionary({"/S": Name(f"/{kind}"), **{f"/{key}": value for key, value in more.items()}})


def opening(found: Any) -> Change:
    """When the file is opened."""

    def change(pdf: Pdf) -> None:
        pdf.Root.OpenAction = found

    return change


def annotated(**annotation: Any) -> Change:
    def change(pdf: Pdf) -> None:
        pdf.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Rect=[0, 0, 9, 9], **annotation)])

    return change


def pressed(found: Any) -> Change:
    """When a reader presses a link."""
    return annotated(Subtype=Name.Link, A=found)


def in_catalog(**more: Any) -> Change:
    def change(pdf: Pdf) -> None:
        for key, value in more.items():
            pdf.Root[f"/{key}"] = value

    return change


def on_page(**more: Any) -> Change:
    def change(pdf: Pdf) -> None:
        for key, value in more.items():
            pdf.pages[0][f"/{key}"] = value

    return change


def outlined(found: Any) -> Change:
    def change(pdf: Pdf) -> None:
        item = pdf.make_indirect(Dictionary(Title="Bab", A=found))
        pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=item, Last=item, Count=1))

    return change


def field(**more: Any) -> Change:
    def change(pdf: Pdf) -> None:
        made = pdf.make_indirect(Dictionary(FT=Name.Tx, T="a", **more))
        pdf.Root.AcroForm = Dictionary(Fields=Array([made]))

    return change


def content_elsewhere(**keys: Any) -> Change:
    def change(pdf: Pdf) -> None:
        pdf.pages[0].Contents = pdf.make_stream(b"", Dictionary(**keys))

    return change


def file_inside(pdf: Pdf) -> None:
    pdf.attachments["isi.exe"] = b"MZ"


def in_a_row(*found: Dictionary, array: bool = False) -> Dictionary:
    """Each does the next."""
    first, *rest = found
    if rest:
        following = in_a_row(*rest, array=array)
        first = Dictionary({**first, "/Next": Array([following]) if array else following})
    return first


def indirect(pdf: Pdf) -> None:
    kind = pdf.make_indirect(Name.Launch)
    pdf.Root.OpenAction = pdf.make_indirect(Dictionary(S=kind, F="cmd.exe"))


def shared(pdf: Pdf) -> None:
    """One object is a step that is harmless, and the events of a page."""
    both = pdf.make_indirect(Dictionary({**TO_PAGE, "/O": WEB}))
    pdf.Root.OpenAction = both
    pdf.pages[0].AA = both


def in_a_circle(pdf: Pdf) -> None:
    first = pdf.make_indirect(Dictionary(S=Name.GoTo, D="a"))
    first.Next = pdf.make_indirect(Dictionary(S=Name.URI, URI="https://a.example/", Next=first))
    pdf.Root.OpenAction = first


TO_PAGE = action("GoTo", D="bab")
# what it is called in the format -> how it comes to be in a file
CARRIED: dict[str, tuple[Change, ...]] = {
    "(JavaScript)": (
        opening(action("JavaScript", JS="app.alert(1)")), pressed(action("JavaScript")), outlined(action("JavaScript")),
        in_catalog(Names=Dictionary(JavaScript=Dictionary(Names=Array([])))),
        field(AA=Dictionary(K=action("JavaScript"))),
        opening(in_a_row(TO_PAGE, action("JavaScript"))),
    ),
    "(JS)": (opening(action("Rendition2", JS="app.alert(1)")),),
    "(Launch)": (
        pressed(action("Launch", F="cmd.exe")), indirect, opening(in_a_row(*[TO_PAGE] * 3, action("Launch"))),
    ),
    "(GoToR)": tuple(way(action("GoToR", **ELSEWHERE)) for way in (opening, pressed, outlined)),
    "(GoToE)": (opening(action("GoToE")), on_page(AA=Dictionary(O=action("GoToE")))),
    "(Thread)": (opening(action("Thread", D=0, **ELSEWHERE)),),
    "(SubmitForm)": (pressed(action("SubmitForm", F="https://a.example/")),),
    "(ImportData)": (on_page(AA=Dictionary(O=action("ImportData", **ELSEWHERE))),),
    "(Named)": (opening(action("Named", N=Name.SaveAs)),),
    "terbuka sendiri (URI)": (
        opening(WEB), opening(in_a_row(TO_PAGE, WEB)), in_a_circle, shared,
        opening(in_a_row(TO_PAGE, TO_PAGE, WEB, array=True)),
    ),
    "yang terbuka sendiri (URI)": (
        in_catalog(AA=Dictionary(WC=WEB)), on_page(AA=Dictionary(O=WEB)), field(AA=Dictionary(Fo=WEB)),
        annotated(Subtype=Name.Link, AA=Dictionary(E=WEB)), on_page(AA=Dictionary(C=in_a_row(TO_PAGE, WEB))),
    ),
    "bukan ke alamat web (URI)": (
        pressed(action("URI", URI="file://jahat/a")), pressed(action("URI", URI="\\\\jahat\\a")),
        pressed(action("URI", URI="javascript:a")), pressed(action("URI", URI="//jahat/a")),
        in_catalog(URI=Dictionary(Base="file://jahat/")),
    ),
    "(XFA)": (in_catalog(AcroForm=Dictionary(Fields=Array([]), XFA=Array([]))),),
    "(Movie)": (annotated(Subtype=Name.Movie), opening(action("Movie"))),
    "(Sound)": (annotated(Subtype=Name.Sound), opening(action("Sound"))),
    "(Rendition)": (opening(action("Rendition")),),
    "(Screen)": (annotated(Subtype=Name.Screen),),
    "(RichMedia)": (annotated(Subtype=Name.RichMedia),),
    "(3D)": (annotated(Subtype=Name("/3D")),),
    "(GoTo3DView)": (opening(action("GoTo3DView")),),
    "(FileAttachment)": (annotated(Subtype=Name.FileAttachment),),
    "(EmbeddedFiles)": (in_catalog(Names=Dictionary(EmbeddedFiles=Dictionary(Names=Array([])))), file_inside),
    "(EF)": (annotated(Subtype=Name.Text, FS=Dictionary(EF=Dictionary())),),
    "(Collection)": (in_catalog(Collection=Dictionary()),),
    "(F)": (content_elsewhere(**ELSEWHERE),), "(FFilter)": (content_elsewhere(FFilter=Name.FlateDecode),),
    "(Ref)": (content_elsewhere(Subtype=Name.Form, Ref=Dictionary(Page=0, **ELSEWHERE)),),
    "(Filespec)": (
        on_page(AF=Array([Dictionary(Type=Name.Filespec, **ELSEWHERE)])), on_page(A=Dictionary(FS=Name.URL, F="http://a")),
    ),
    "(OPI)": (content_elsewhere(Subtype=Name.Form, OPI=Dictionary()),),
}  # fmt: skip
WAYS = [(name, change) for name, changes in CARRIED.items() for change in changes]
SAVED = {
    "": {}, "streams": {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
    "locked": {"encryption": pikepdf.Encryption(owner="a", user="")},
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> EvidenceFolder:
    return EvidenceFolder(tmp_path / "evidence")


@pytest.mark.parametrize("saved", SAVED)
@pytest.mark.parametrize(("name", "change"), WAYS, ids=[f"{name}{n}" for n, (name, _) in enumerate(WAYS)])
def test_it_is_refused_by_name(folder: EvidenceFolder, name: str, change: Change, saved: str):
    with pytest.raises(Refused) as refused:
        folder.take(written(change, **SAVED[saved]), "surat.pdf")
    assert refused.value.sentence.startswith("PDF surat.pdf memuat skrip, perintah atau berkas lain: ")
    assert name in refused.value.sentence
    assert refused.value.sentence.endswith(". Cetak ke PDF baru, lalu kirim yang itu.")
    assert not list(folder_of(folder).rglob("*.*"))


def test_a_name_may_be_written_in_another_way(folder: EvidenceFolder):
    content = written(opening(action("GoToR", **ELSEWHERE)), static_id=True)
    assert content.count(b"/GoToR") == 1
    with pytest.raises(Refused, match=r"\(GoToR\)"):
        folder.take(content.replace(b"/GoToR", b"/Go#54oR"), "surat.pdf")


HARMLESS: dict[str, Change] = {
    "a place to open at": lambda pdf: opening(Array([pdf.pages[0].obj, Name.Fit]))(pdf),
    "a step to a page": opening(action("GoTo", D="bab")),
    "a link to the web": pressed(WEB), "a link to the web in the outline": outlined(WEB),
    "a link without its scheme": pressed(action("URI", URI="www.dinsos.example/lks?a=b")),
    "a mail address": pressed(action("URI", URI="mailto:dinsos@contoh.go.id")),
    "a telephone number": pressed(action("URI", URI="tel:+6264412345")),
    "the next page": pressed(action("Named", N=Name.NextPage)),
    "a layer": opening(action("SetOCGState", State=Array([]))), "something hidden": opening(action("Hide", T="a")),
    "a thread of its own": pressed(action("Thread", D=0)),
    "a structure": in_catalog(StructTreeRoot=Dictionary(K=Dictionary(S=Name.Document, K=Dictionary(S=Name.P)))),
    "a form without a program": field(V="isi"), "a note": annotated(Subtype=Name.Text, F=4, Contents="Benar"),
}  # fmt: skip


@pytest.mark.parametrize("key", ["OpenAction", "AA", "Names"])
def test_what_is_written_twice_is_not_believed(folder: EvidenceFolder, key: str):
    """Some readers take the first of two like keys, some the last."""
    content = written(in_catalog(**{key: Dictionary()}), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    twice = content.replace(b"/Type /Catalog", b"/" + key.encode() + b" << >> /Type /Catalog")
    assert twice != content
    with pytest.raises(Refused, match="ditulis dua kali"):
        folder.take(twice, "a.pdf")


@pytest.mark.parametrize("what", HARMLESS)
def test_what_stays_on_its_pages_is_kept_as_it_came(folder: EvidenceFolder, what: str):
    content = written(HARMLESS[what])
    assert folder.read(folder.take(content, "surat.pdf").sha256) == content


def many(pdf: Pdf) -> None:
    pdf.Root.Banyak = Array([Dictionary(URI=Dictionary())] * (MOST_PARTS + 1))


def deep(pdf: Pdf) -> None:
    nested = Array([Dictionary(URI=Dictionary())])
    for _ in range(DEEPEST + 1):
        nested = Array([nested])
    pdf.Root.Dalam = nested


@pytest.mark.parametrize("change", [many, deep])
def test_a_small_file_of_many_parts_is_not_looked_at_for_long(folder: EvidenceFolder, change: Change):
    content = written(change, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert len(content) < 10_000
    with pytest.raises(Refused, match="terlalu banyak bagian"):
        folder.take(content, "surat.pdf")


@settings(max_examples=30, derandomize=True)
@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=12))
def test_a_damaged_one_is_taken_or_refused_never_more(changes: list[tuple[int, int]]):
    content = bytearray(written(pressed(action("Launch", F="cmd.exe"))))
    for place, byte in changes:
        content[place % len(content)] = byte
    with tempfile.TemporaryDirectory() as folder, suppress(Refused):
        kept = EvidenceFolder(Path(folder))
        assert kept.read(kept.take(bytes(content), "surat.pdf").sha256) == content
