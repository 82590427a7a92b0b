"""The three cards of somebody new: what this is, what comes first, where help is; one row a role."""

from __future__ import annotations

from dataclasses import dataclass

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from workflow.pages.overview.blueprint import pages
from workflow.pages.overview.home import FIRST_SCREEN
from workflow.people import greetings
from workflow.roles import Role
from workflow.web.current import actor, now, store, user


@dataclass(frozen=True)
class Card:
    """``link``: the endpoint and its words; ("", "") where the card speaks of this very page."""

    title: str
    text: str
    link: tuple[str, str] = ("", "")


HELP = Card(
    "Bila bingung", "Jawaban bergambar, selangkah demi selangkah; juga untuk dicetak.",
    ("home.help", "Buka Bantuan"),
)  # fmt: skip
CARDS: dict[Role, tuple[Card, ...]] = {
    Role.CHAIR: (
        Card("Ini komitmen Anda", "Butir rakor untuk kabupaten/kota Anda. Yang perlu Anda kerjakan ada paling atas."),
        Card("Mulai dari yang teratas", "Tombol di tiap butir menyebut langkah berikutnya, misalnya Susun rencana."),
        HELP,
    ),
    Role.SEKDIS: (
        Card("Ini meja Anda", "Rencana dan laporan LKKS yang menunggu Anda, persis seperti yang akan terbit."),
        Card("Mulai dari yang teratas", "Baca naskahnya, lalu setujui atau kembalikan dengan alasan."),
        HELP,
    ),
    Role.DINSOS: (
        Card("Ini meja Anda", "Yang menunggu keputusan Anda dari semua rakor; yang batasnya terdekat ada paling atas."),
        Card("Mulai dari rakor", "Catat rakor, lalu bagikan butirnya.", ("rakor.index", "Buka Rakor")),
        HELP,
    ),
    Role.ADMIN: (
        Card("Ini pengaturan", "Kantor, kop, penanda tangan, nomor naskah, akun. Tugas tidak tampak di sini."),
        Card("Mulai dari kantor", "Lengkapi isiannya, lalu buat akun.", ("settings.offices", "Buka Kantor")),
        HELP,
    ),
}  # fmt: skip


@pages.app_template_global()
def greeting() -> tuple[Card, ...]:
    """The cards, on the own first screen of who has not put them away; nothing everywhere else."""
    own = Role(user()["role"])
    if request.endpoint != FIRST_SCREEN[own] or actor().deputy or not greetings.stands(store, user()):
        return ()
    return CARDS[own]


@pages.post("/perkenalan", endpoint="greeting")
def put_away() -> Response:
    """Puts them away for good, or brings them back where the help asks for it."""
    if request.form.get("kartu") == "tampilkan":
        greetings.bring_back(store, user())
    else:
        greetings.put_away(store, user(), at=now())
    return redirect(url_for("home.index"), 303)
