"""A matrix of an office that is taken in through its pages, and its check page sent as a browser would."""

from __future__ import annotations

import io
import re
from html import unescape

from docx import Document

HEAD = ["No", "Hasil Rakor", "Rencana Tindak Lanjut", "Kab/Kota", "Penanggung Jawab", "Batas Waktu", "Ket."]
ROWS = [
    ["1", "LKKS menyusun rencana kerja.", "Menyusun rencana kerja", "Kab. Bireuen", "Ketua LKKS", "30 September 2026",
     ""],
    ["", "", "Menyampaikan laporan", "Bireun", "Sekretaris", "segera", "Prioritas"],
    ["2", "Dinas sosial mendata LKS.", "Mendata LKS", "", "Kabid", "31 September 2026", ""],
]  # fmt: skip
NEW = {
    "rakor.title": "Rakor LKS", "rakor.organiser": "Dinas Sosial Aceh", "rakor.start": "2026-09-18",
    "rakor.end": "2026-09-19", "rakor.venue": "Hotel", "rakor.city": "Banda Aceh",
}  # fmt: skip


def matrix(rows=ROWS, head=HEAD) -> bytes:
    document = Document()
    table = document.add_table(0, len(head))
    for row in [head, *rows]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def send(client, content=None, name="matriks.docx", **more):
    return client.post("/impor", data={"file": (io.BytesIO(content or matrix()), name), **more})


def checking(client, **more):
    """A file that was read; the address of its sheet."""
    answer = send(client, **more)
    assert answer.status_code == 303, answer.text
    return answer.location


def page(client, address) -> str:
    return unescape(client.get(address).text)


def typed(client, address, **changes):
    """Sends the whole sheet as a browser would, with some fields typed over."""
    html = client.get(address).text
    form = html[html.index('<form method="post" action="' + address) :] if address in html else html
    data = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and ('type="checkbox"' not in tag or " checked" in tag):
            data[name[1]] = unescape(value[1]) if value else ""
    for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)</textarea>', form):
        data[name] = unescape(text)
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        data[name] = (re.search(r'value="([^"]*)" selected', options) or re.search(r'value="([^"]*)"', options))[1]
    data |= {name: text for name, text in changes.items() if text is not None}
    return client.post(address, data={k: v for k, v in data.items() if changes.get(k, "") is not None})
