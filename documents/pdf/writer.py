"""Report -> .pdf: PDF/A-3a and PDF/UA-1 in one file, its data inside, the same bytes for the same content.

The only importer of WeasyPrint, and lazily: without Pango the app and its Word files still work.
"""

from __future__ import annotations

import datetime
import functools
import json
import logging
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar
from xml.etree import ElementTree

from PIL import ImageFile

from documents.pdf import conformity, fitting, html, page_labels, sign_fields, structure
from documents.pdf.deep_calls import with_room
from documents.pdf.painted.faces import Faces
from documents.pdf.painted.pages import rendered
from documents.pdf.painted.painting import Painter
from documents.pdf.painted.scene import Picture
from documents.pdf.painted.shapes import NAMES, NotPainted
from documents.pdf.sign_fields import Found
from documents.report import drawings, kop_faces, marks
from documents.report.blocks import Font, Letterhead, Report
from documents.report.charts import Drawn
from documents.report.failures import NotMade
from documents.report.fonts import face, prepared
from documents.report.measures import TEMPLATES
from documents.report.own_kop import OwnKop

Pictures = Callable[[str], bytes]
Result = TypeVar("Result")
ATTACHMENT = "tugas.json"
INSTALL = "sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
# Compression and /ID are left to the pass that follows anyway.
VARIANT = {"pdf_variant": "pdf/a-3a", "pdf_identifier": False, "uncompressed_pdf": True}
_LOCK = threading.Lock()  # Pango's font maps are shared, and two renderings at once gain nothing in one process


class PdfUnavailable(NotMade):
    """The machine lacks Pango; the text says in Indonesian which one command helps."""


@functools.cache
def _weasyprint() -> Any:
    try:
        import weasyprint
    except OSError as error:
        raise PdfUnavailable(f"PDF belum dapat dibuat di komputer ini; jalankan: {INSTALL}") from error
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    # Importing WeasyPrint tells Pillow, for the whole process, to accept pictures that were cut off. Evidence must not.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    return weasyprint


def ready() -> bool:
    """Whether ``write`` can work on this machine."""
    try:
        return bool(_weasyprint())
    except PdfUnavailable:
        return False


def write(report: Report, pictures: Pictures) -> bytes:
    """The PDF; ``pictures(sha256)`` gives a JPEG or PNG. Raises ``PdfUnavailable``, and what ``pictures`` raises."""
    return written(report, pictures)[1]


def written(report: Report, pictures: Pictures) -> tuple[Report, bytes]:
    """The report with its setting, decided now where it was not, and its PDF. Raises what ``write`` raises."""
    weasyprint = _weasyprint()
    shown = prepared(report)
    when = datetime.datetime.fromisoformat(report.created)
    attachment = weasyprint.Attachment(
        string=json.dumps(shown.data, ensure_ascii=False, sort_keys=True, indent=1),
        name=ATTACHMENT,
        description="Isi naskah sebagai data",
        relationship="Source",
        created=when,
        modified=when,
    )
    options = {**VARIANT, "attachments": [attachment]}
    found, content = _alone(functools.partial(_printed, shown, pictures, options))
    return fitting.put(report, fitting.setting(found)), conformity.finished(content)


def settled(report: Report, pictures: Pictures) -> Report:
    """The report with its setting decided, where it is not. Raises what ``write`` raises."""
    if report.step >= 0:
        return report
    found = _alone(lambda: fitting.decided(*_layout(prepared(report), pictures, VARIANT)[:2])[0])
    return fitting.put(report, fitting.setting(found))


def _alone(work: Callable[[], Result]) -> Result:
    weasyprint = _weasyprint()
    try:
        with _LOCK:
            return with_room(work)
    except weasyprint.urls.FatalURLFetchingError as refused:
        # A BaseException, so that WeasyPrint lets it through; callers get the reason as an ordinary one.
        raise refused.__cause__ or RuntimeError(str(refused)) from None


def _layout(report: Report, pictures: Pictures, options: Mapping[str, Any]) -> tuple[Report, fitting.Layout, Painter]:
    """How this report, at any step, is laid out."""
    style, fonts = _style(report.font, "".join(map(kop_faces.named, _own_kops(report))))
    fetcher, faces = _fetcher_class()(report, pictures), Faces(fonts)
    painter = Painter(NAMES[report.font], faces)
    images: dict[str, Any] = {html.address(block): Picture(drawings.drawn(block), faces) for block in _drawn(report)}
    images |= sign_fields.rooms(report, faces)

    def render(of: Report, rooms: Mapping[str, Any]) -> Any:
        images.update(rooms)
        page = _page_class()(html.page(of), fetcher)
        return page.render(stylesheets=[style], font_config=fonts, cache=images, **options)

    def laid_out(of: Report) -> Any:
        try:
            return rendered(of, render, painter)
        except NotPainted as differs:
            logging.getLogger(__name__).warning("%s laid out cell by cell: %s", report.kind, differs)
            return render(of, {})

    return report, laid_out, painter


def _printed(report: Report, pictures: Pictures, options: Mapping[str, Any]) -> tuple[Report, bytes]:
    _, laid_out, painter = _layout(report, pictures, options)
    report, document = fitting.decided(report, laid_out) if report.step < 0 else (report, None)
    document = document or laid_out(report)
    fitting.forget(document)
    finish = functools.partial(_finish, report, painter, sign_fields.taken_out(report, document))
    return report, bytes(document.write_pdf(finisher=finish, **options))


def _drawn(report: Report) -> Iterator[Drawn]:
    return (block for section in report.sections for block in section.blocks if isinstance(block, Drawn))


def _own_kops(report: Report) -> Iterator[OwnKop]:
    blocks = (block for section in report.sections for block in section.blocks)
    return (block.own for block in blocks if isinstance(block, Letterhead) and block.own is not None)


def _finish(report: Report, painter: Painter, fields: Mapping[str, Found], document: Any, pdf: Any) -> None:
    conformity.prepare(pdf)
    painter.finish(pdf)
    structure.tidy(document, pdf)
    sign_fields.add(pdf, report, fields)
    page_labels.label(document, pdf, [html.opens(report, at) for at in range(len(report.sections))])


@functools.lru_cache(maxsize=8)
def _style(font: Font, own: str) -> tuple[Any, Any]:
    """The parsed style sheet and the faces it names, for all documents in that face, with an ``own`` kop in those faces
    or without one; only under the lock."""
    weasyprint = _weasyprint()
    faces = weasyprint.text.fonts.FontConfiguration()
    sheets = ["report.css"] if font == "Arial" else ["report.css", "bookman.css"]
    sheets += ["kop.css"] if own else []
    text = "".join((TEMPLATES / name).read_text() for name in sheets) + own
    return weasyprint.CSS(
        string=text, font_config=faces, url_fetcher=_fetcher_class()(None, None), base_url="app:"
    ), faces


@functools.cache
def _page_class() -> type:
    weasyprint = _weasyprint()
    from cssselect2 import ElementWrapper

    sheet = weasyprint.CSS(string=(TEMPLATES / "elements.css").read_text())

    class Page(weasyprint.HTML):  # type: ignore[name-defined]
        """HTML with our own sheet under ``report.css``, and read as the XML that it also is: a tenth of the time that
        HTML takes. Both use what WeasyPrint does not publish: its version is pinned, and ``tests/pdf/test_pdf.py``
        tells when the hook for the sheet is gone."""

        def __init__(self, text: str, fetcher: Any) -> None:
            self.base_url, self.url_fetcher, self.media_type = "app:", fetcher, "print"
            root = ElementTree.fromstring(text)  # noqa: S314 - our own template, every text in it escaped
            self.wrapper_element = ElementWrapper.from_html_root(root)
            self.etree_element = self.wrapper_element.etree_element

        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
            return [sheet]

    return Page


@functools.cache
def _fetcher_class() -> type:
    weasyprint = _weasyprint()

    class Fetcher(weasyprint.urls.URLFetcher):  # type: ignore[name-defined]
        """Gives what the style sheet and our templates name, and nothing else: no file, no network, no ``super``."""

        def __init__(self, report: Report | None, pictures: Pictures | None) -> None:
            super().__init__(allowed_protocols=["app"], allow_redirects=False, fail_on_errors=True)
            self.report, self.pictures = report, pictures

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            try:
                body, kind = _resource(url, self.report, self.pictures)
            except Exception as error:
                raise weasyprint.urls.FatalURLFetchingError(f"refused: {url}") from error
            return weasyprint.urls.URLFetcherResponse(url, body, {"Content-Type": kind})

    return Fetcher


def _resource(url: str, report: Report | None, pictures: Pictures | None) -> tuple[bytes, str]:
    match = re.fullmatch(r"app:(font|picture|qr|watermark)/?([\w-]*)", url)
    if match is None:
        raise ValueError(url)
    kind, name = match.groups()
    if kind == "font":
        return face(name), "font/ttf"
    if kind == "picture" and pictures:
        data = pictures(name)
        return data, "image/png" if data[:4] == b"\x89PNG" else "image/jpeg"
    if kind == "qr" and report:
        return marks.qr_svg(report.check_url), "image/svg+xml"
    return marks.watermark_svg(name), "image/svg+xml"
