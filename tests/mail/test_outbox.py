"""What is put into the outbox: with its cause, once, to an address that can be one; and how it reads."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest

from tests.world.instance import START
from workflow.clock import stamp
from workflow.errors import Invalid, NotAllowed
from workflow.mail import outbox
from workflow.mail.mail_text import FOOT, Items, Letter, Link
from workflow.mail.outbox import State
from workflow.people import accounts
from workflow.people.addresses import address_of, checked, set_address
from workflow.records import User
from workflow.roles import Actor, Role
from workflow.store import Store

ADMIN = Actor(99, "Admin", Role.ADMIN)


def added(store: Store, **more: Any) -> User:
    data = {"username": "ketua.bireuen", "role": "ketua", "region": "11.11", "password": "demo-tuntas", **more}
    return accounts.add_user(store, ADMIN, data, at=START, demo=True)


def put(store: Store, user: User, key: str = "pengingat/1") -> Any:
    return outbox.put(store, key, user, "Tenggat\nbesok", "Isi", "<p>Isi</p>", START)


def test_a_key_is_never_put_twice_also_after_it_was_sent(store: Store):
    user = added(store, email="Ketua@Bireuen.example")
    made = put(store, user)
    assert (made["to"], made["subject"], made["state"]) == ("ketua@bireuen.example", "Tenggat besok", State.WAITING)
    assert (made["due"], made["until"]) == (stamp(START), stamp(START + outbox.USEFUL))
    assert put(store, user) is None
    store.save({**made, "state": State.SENT, "text": "", "html": ""})
    assert put(store, user) is None
    assert put(store, user, "pengingat/2")["id"] != made["id"]


def test_it_goes_with_its_cause(store: Store):
    user = added(store, email="ketua@bireuen.example")

    def fails() -> None:
        with store.transaction():
            put(store, user)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert store.count("mail") == 0


def test_without_address_or_shut_there_is_none(store: Store):
    user = added(store)
    assert put(store, user) is None
    user = set_address(store, Actor.of(user), user["id"], "a@b.example", at=START)
    assert put(store, user) is None, "nobody has confirmed it"
    user = set_address(store, ADMIN, user["id"], "a@b.example", at=START)
    assert put(store, user) is not None
    shut = accounts.edit_user(store, ADMIN, user["id"], user, active=False, version=user["version"], at=START)
    assert address_of(shut) == ""
    assert put(store, shut, "pengingat/2") is None


@pytest.mark.parametrize("address", ["", " Ketua.LKKS+x@Bireuenkab.go.id ", "a@b.id", "a_b-c%d@x-y.aceh.go.id"])
def test_what_can_be_an_address_is_taken(address: str):
    assert checked(address) == address.strip().lower()


@pytest.mark.parametrize(
    "address",
    [
        "ketua", "ketua@", "@bireuen.id", "a b@c.id", "a@b", "a@b..id", ".a@b.id", "a.@b.id", "a..b@c.id", "a@-b.id",
        "a@b-.id", "a@b.id, c@d.id", "a@b.id>", "<a@b.id>", '"a b"@c.id', "a@[127.0.0.1]", "a@b.id;c", "bupatí@b.id",
        "a@b.id\nBcc: x@y.id", f"{'a' * 65}@b.id", f"a@{'b' * 101}.id", "Ketua <a@b.id>", "a@b.id/../x", "a@b.id ?",
    ],
)  # fmt: skip
def test_what_cannot_is_refused_in_a_sentence(address: str):
    with pytest.raises(Invalid) as refusal:
        checked(address)
    assert "tidak dapat dipakai. Contoh:" in refusal.value.fields["email"]


def test_no_nik_and_no_endless_one_is_kept():
    for address, said in (("1111010101900001@gmail.example", "NIK"), (f"{'a' * 130}@b.id", "paling banyak 120")):
        with pytest.raises(Invalid, match=said):
            checked(address)


def test_the_own_account_and_the_admin_set_it_and_history_does_not_repeat_it(store: Store):
    user, other = added(store), Actor(77, "Lain", Role.DINSOS)
    with pytest.raises(NotAllowed):
        set_address(store, other, user["id"], "x@y.example", at=START)
    set_address(store, Actor.of(user), user["id"], "x@y.example", at=START)
    unchanged = set_address(store, ADMIN, user["id"], "X@Y.example", at=START)
    assert set_address(store, ADMIN, user["id"], "", at=START)["version"] == unchanged["version"] + 1
    assert store.count("event", name="address_set") == 3
    assert "y.example" not in str(store.find("event"))


class Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"html", "head", "meta", "title", "body", "p", "a", "b", "ul", "li"}
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.said += [data.strip()] if data.strip() else []


def test_both_forms_say_the_same_and_typed_text_stays_text():
    steps = Items("Besok:", (Link('"Susun" <i>rencana</i>', "https://tuntas.example/tugas/1?a=1&b=2"), "x"))
    all_of_them = Link("Semua tugas Anda", "https://tuntas.example/tugas")
    letter = Letter("Tenggat <b>besok</b>", ["Yth. Ketua & kawan,", steps, all_of_them])
    assert letter.text == (
        'Yth. Ketua & kawan,\n\nBesok:\n- "Susun" <i>rencana</i>\n  https://tuntas.example/tugas/1?a=1&b=2\n- x\n\n'
        f"Semua tugas Anda\nhttps://tuntas.example/tugas\n\n-- \n{FOOT}\n"
    )
    seen = Seen()
    seen.feed(letter.html)
    assert seen.links == ["https://tuntas.example/tugas/1?a=1&b=2", "https://tuntas.example/tugas"]
    for words in ("Tenggat <b>besok</b>", "Yth. Ketua & kawan,", '"Susun" <i>rencana</i>', "x", "Semua tugas Anda"):
        assert words in seen.said
    assert 'lang="id"' in letter.html
