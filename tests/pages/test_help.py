"""The help page is drawn from the table of actions, so it cannot promise what the machine refuses."""

from __future__ import annotations

import pytest

from tests.world.pages_read import page, text, texts
from workflow.machine.actions import ACTIONS
from workflow.roles import Role
from workflow.tasks import explained
from workflow.tasks.needs import NEEDS


@pytest.mark.parametrize("username", ["ketua.bireuen", "sekdis.bireuen", "dinsos.aceh", "admin"])
def test_every_role_reads_every_act_of_every_role_its_own_first(client_as, username):
    tree = page(client_as(username), "/bantuan")
    sections = {text(part.find("h2")): part for part in tree.xpath("//section[dl or h2[starts-with(@id, 'peran')]]")}
    assert list(sections)[0].endswith(" (Anda)")
    for role in Role:
        (part,) = [part for head, part in sections.items() if head.removesuffix(" (Anda)") == role.label]
        shown = [text(term).strip("“”") for term in part.xpath(".//dt")]
        assert shown == [action.button for action in ACTIONS.values() if role in action.roles]


def test_an_act_tells_from_where_to_where_what_it_needs_and_issues(client_as):
    found = texts(page(client_as("admin"), "/bantuan"), "//dd")
    assert (
        "Draf, menunggu Sekdis → Dilaporkan ke pimpinan. Perlu nomor naskah (otomatis, diketik, atau dikosongkan) dan "
        "tujuan laporan. Menghasilkan nota dinas atau surat bernomor dan laporan, tanda terima naskah, dan lembar "
        "disposisi untuk pimpinan; beberapa butir dari satu rakor dapat digabungkan."
    ) in found
    declined = "Draf, menunggu Dinsos Aceh: bukan kewenangan"
    assert f"Draf, menunggu Sekdis; {declined} → Draf." in found
    assert f"Draf; {declined} → Dibatalkan. Perlu alasan (paling sedikit 10 huruf)." in found


def test_every_need_and_every_document_has_words():
    assert {need for action in ACTIONS.values() for need in action.needs} == set(NEEDS)
    assert all(explained.issues(action) for action in ACTIONS.values() if action.issues)
