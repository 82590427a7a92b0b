"""What has to be told of a file (its password, which attachment) is asked on the same page; the file waits there."""

from __future__ import annotations

import io
import re
from email.message import EmailMessage
from html import unescape

import pytest

from tests.world.locking import WORD, locked
from tests.world.places import SAMPLES

CONTENT = (SAMPLES / "import" / "01-matriks-sembilan-kolom.docx").read_bytes()
NOTES = (SAMPLES / "import" / "05-lkks-libreoffice.docx").read_bytes()
FIRST = "Berkas ini berkata sandi."
WRONG = "Kata sandi itu tidak membuka berkas ini."


@pytest.fixture
def dinsos(client_as):
    return client_as("dinsos.aceh")


def sent(client):
    return client.post("/impor", data={"file": (io.BytesIO(locked(CONTENT)), "matriks.docx"), "rakor": ""})


def told(client, answer, word, **more):
    """The page that asked, sent with a word as a browser would."""
    waiting = re.findall(r'name="titipan" value="([^"]+)"', answer.text)
    assert len(waiting) == 1
    return client.post("/impor", data={"titipan": unescape(waiting[0]), "password": word, "rakor": "", **more})


def test_it_is_asked_once_and_read(dinsos, tuntas):
    asked = sent(dinsos)
    assert asked.status_code == 422
    assert FIRST in asked.text
    assert "matriks.docx" in asked.text
    assert 'type="file"' not in asked.text
    wrong = told(dinsos, asked, "rahasia")
    assert (wrong.status_code, WRONG in wrong.text, "rahasia" in wrong.text) == (422, True, False)
    assert tuntas.store.count("intake") == 0
    right = told(dinsos, wrong, WORD)
    assert right.status_code == 303, right.text
    found = tuntas.store.find("intake")[0]
    assert (found["source"]["name"], found["source"]["locked"]) == ("matriks.docx", True)
    assert len(found["sheet"]["outcomes"]) == 7


def test_neither_the_word_nor_what_it_opens_is_kept(app, dinsos, tuntas, caplog):
    told(dinsos, sent(dinsos), WORD)
    folder = app.extensions["tuntas"].folder
    kept = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    assert len(kept) > 2
    assert not any(WORD.encode() in content or CONTENT in content for content in kept)
    assert WORD not in caplog.text


def test_other_columns_ask_for_the_word_again(dinsos, tuntas):
    address = told(dinsos, sent(dinsos), WORD).location
    found = tuntas.store.find("intake")[0]
    assert 'name="password"' in dinsos.get(address).text
    place = next(n for n, column in enumerate(found["sheet"]["columns"]) if column["field"] == "action")
    data = {"version": found["version"], f"kolom.{place}": "indicator"}
    refused = dinsos.post(f"{address}/kolom", data={**data, "password": "salah"})
    assert (refused.status_code, WRONG in refused.text) == (422, True)
    assert tuntas.store.find("intake")[0]["sheet"] == found["sheet"]
    assert dinsos.post(f"{address}/kolom", data={**data, "password": WORD}).status_code == 303
    columns = tuntas.store.find("intake")[0]["sheet"]["columns"]
    assert columns[place]["field"] == "indicator"


def test_nobody_else_has_the_file_that_waits(dinsos, client_as, tuntas):
    asked = sent(dinsos)
    answer = told(client_as("admin"), asked, WORD)
    assert answer.status_code in (403, 422)
    assert tuntas.store.count("intake") == 0


def test_of_a_mail_with_several_files_each_can_be_read(dinsos, tuntas):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "lkks@contoh.example", "dinsos@contoh.example", "Matriks"
    mail.set_content("Terlampir.")
    for name, content in (("<notula>.docx", NOTES), ("matriks.docx", locked(CONTENT))):
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    asked = dinsos.post("/impor", data={"file": (io.BytesIO(mail.as_bytes()), "surel.eml"), "rakor": ""})
    assert asked.status_code == 422
    assert "Pilih yang dibaca" in asked.text
    assert "&lt;notula&gt;.docx" in asked.text
    first = told(dinsos, asked, "", part="1")
    assert first.status_code == 303, first.text
    assert len(tuntas.store.find("intake")[0]["sheet"]["outcomes"]) == 2
    second = told(dinsos, asked, "", part="2")
    assert (second.status_code, FIRST in second.text) == (422, True)
    assert 'name="part" type="hidden" value="2"' in second.text
    last = told(dinsos, second, WORD, part="2")
    assert last.status_code == 303, last.text
    found = tuntas.store.find("intake", order="-id")[0]
    assert (found["source"]["part"], len(found["sheet"]["outcomes"])) == ("2", 7)
    assert told(dinsos, asked, "", part="9").status_code == 422
    assert told(dinsos, asked, "", part="x").status_code == 422
