"""The doors of each role: the main menu, and those of it that a phone has in its bottom bar."""

from __future__ import annotations

from typing import Any

from flask import Flask

from workflow.many import briefly
from workflow.regions import PROVINCE
from workflow.reminders import looked_at
from workflow.roles import Actor, Role
from workflow.tasks import desks, unread
from workflow.tasks.desk_kinds import PLANS, REVIEW
from workflow.web.current import store

TABS = 4  # for more a phone has no room
OF_LKS = ("lks.index", "indicator.show")


def menu(reader: Actor) -> list[tuple[str, str]]:
    """(endpoint, words) of the main menu for a role, the reader's own first screen first. A phone has room for the
    first four in its bottom bar; the others stand in the menu of the account there. The province has no LKS, and
    nothing is counted of it."""
    found = _of_role(reader)
    return [door for door in found if door[0] not in OF_LKS] if reader.region == PROVINCE else found


def _of_role(reader: Actor) -> list[tuple[str, str]]:
    tasks, rakor = ("tasks.index", "Tugas"), ("rakor.index", "Rakor")
    lks, indicator = ("lks.index", "LKS"), ("indicator.show", "Indikator")
    papers, agenda = ("documents.index", "Dokumen"), ("agenda.index", "Agenda")
    if reader.role is Role.CHAIR:
        return [("home.commitments", "Komitmen saya"), tasks, lks, indicator, rakor, papers]
    if reader.role is Role.SEKDIS:
        waiting = desks.waiting(store, reader, PLANS)
        return [("approval.queue", f"Menunggu persetujuan ({briefly(waiting)})"), tasks, lks, papers, indicator, agenda]
    if reader.role is Role.DINSOS:
        waiting = desks.waiting(store, reader, REVIEW)
        reviews = ("overview.reviews", f"Pemeriksaan ({briefly(waiting)})")
        return [("overview.show", "Beranda"), reviews, tasks, ("matrix.show", "Matriks"), rakor, lks, indicator, papers]
    return [("settings.index", "Pengaturan"), ("settings.offices", "Kantor"), ("settings.accounts", "Akun")]


def tabs(reader: Actor, items: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those of the menu that a phone has in its bottom bar; the chair's last is the news."""
    if reader.role is Role.CHAIR:
        return [*items[: TABS - 1], ("home.news", "Kabar")]
    return items[:TABS]


def own_doors(reader: Actor) -> list[tuple[str, str, str]]:
    """(endpoint, words, icon) of what stands in the menu of the account on every screen: what is needed now and then
    and is in no list of the main menu, then the account itself."""
    always = [("auth.account", "Akun", "user"), ("home.help", "Bantuan", "help")]
    return [*_SELDOM.get(reader.role, ()), *always]


_AGENDA, _RAKOR = ("agenda.index", "Agenda nomor", "table"), ("rakor.index", "Rakor", "flag")
_MANDATES = ("mandates.index", "Mandat", "swap")
_SELDOM: dict[Role, tuple[tuple[str, str, str], ...]] = {
    Role.CHAIR: (_AGENDA, _MANDATES), Role.SEKDIS: (_RAKOR, _MANDATES), Role.DINSOS: (_AGENDA, _MANDATES),
}  # fmt: skip


def keys_of(role: Role) -> list[tuple[str, str]]:
    """(key, what it leads to) of the keys that ``static/app.js`` knows, where their button is on the page."""
    return [("?", "Daftar ini"), *_KEYS.get(role, ())]


_SEARCH = ("/", "Cari")
_KEYS: dict[Role, tuple[tuple[str, str], ...]] = {
    Role.CHAIR: (_SEARCH, ("c", "Catat kemajuan, pada halaman tugas")),
    Role.SEKDIS: (
        _SEARCH, ("s", "Setujui dan laporkan"), ("k", "Alasan bila dikembalikan"), ("n", "Pengajuan berikutnya"),
    ),
    Role.DINSOS: (
        _SEARCH, ("s", "Bukti berikut: sesuai"), ("b", "Bukti berikut: belum sesuai"), ("d", "Nyatakan dilaksanakan"),
        ("k", "Yang kurang"), ("n", "Lewati dulu, ke tugas berikutnya"),
    ),
}  # fmt: skip


def tab(words: str) -> str:
    """The words of a menu entry in the bottom bar of a phone, where it has a quarter of the width."""
    return words.replace("Menunggu persetujuan", "Persetujuan").replace("Pemeriksaan", "Periksa")


def init_app(app: Flask) -> None:
    app.add_template_filter(tab)

    @app.context_processor
    def doors() -> dict[str, Any]:
        return {"menu": menu, "tabs": tabs, "own_doors": own_doors, "keys_of": keys_of, "unread": _unread}


def _unread(reader: Actor) -> str:
    """For the bell: "3", "20+", or "" when nothing is new."""
    found = unread.unread(store, reader) + looked_at.unread(store, reader)
    return f"{unread.MOST}+" if found > unread.MOST else str(found or "")
