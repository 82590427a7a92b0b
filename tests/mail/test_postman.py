"""What leaves the outbox, seen from a real mail server on this machine: as text and HTML, once, encrypted where it has
to be; and what becomes of it when the server refuses, is gone, or goes away in the middle.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.world.instance import START, Clock
from tests.world.mail_sink import PASSWORD, USER, Sink, certificate_for, free_port, sink
from workflow.mail import by_hand, outbox, smtp_server, tries
from workflow.mail.mail_text import Letter, Link
from workflow.mail.outbox import State
from workflow.mail.postman import Postman, message_id
from workflow.people import accounts
from workflow.people.accounts import SYSTEM
from workflow.records import Mail, User
from workflow.store import Store

HOST = "tuntas.example.go.id"
TITLE = "Verifikasi data LKS “Darul Aitam” — tahap 2, sebelum 30 November; é ü ş " + "panjang " * 20
LETTER = Letter(
    TITLE, [f"Yth. Ketua,\n.baris bertitik\n{'x' * 3000}", Link("Buka & baca", f"https://{HOST}/tugas/1?a=1&b=2")]
)


@pytest.fixture
def server() -> Iterator[Sink]:
    with sink() as opened:
        yield opened


def postman(store: Store, clock: Clock, port: int, url: str = "smtp://localhost:{}") -> Postman:
    found = smtp_server.read(url.format(port), "tuntas@kantor.example")
    return Postman(store, found, f"https://{HOST}", clock)


def added(store: Store, username: str = "ketua.bireuen") -> User:
    data = {"username": username, "role": "ketua", "region": "11.11", "password": "demo-tuntas"}
    return accounts.add_user(store, SYSTEM, {**data, "email": f"{username}@lkks.example"}, at=START, demo=True)


def put(store: Store, user: User, key: str = "pengingat/1", **more: Any) -> Mail:
    made = outbox.put(store, key, user, LETTER.subject, LETTER.text, LETTER.html, START, **more)
    assert made is not None
    return made


def now(store: Store, mail: Mail) -> Mail:
    found = store.get(Mail, mail["id"])
    assert found is not None
    return found


def test_it_arrives_as_it_was_written_in_both_forms(store: Store, clock: Clock, server: Sink):
    mail = put(store, added(store))
    postman(store, clock, server.port).look()
    (came,) = server.mails
    assert came["Subject"] == TITLE.strip()
    assert (came["From"], came["To"]) == ("Tuntas <tuntas@kantor.example>", "ketua.bireuen@lkks.example")
    assert came["Message-ID"] == message_id("pengingat/1", HOST)
    assert (came["Auto-Submitted"], came["Content-Language"]) == ("auto-generated", "id")
    text, html = came.get_body(("plain",)), came.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().replace("\r\n", "\n") == LETTER.text
    assert html.get_content().replace("\r\n", "\n") == LETTER.html
    assert max(map(len, server.taken[0].split(b"\r\n"))) < 100
    assert server.taken[0].isascii()
    assert now(store, mail) == {
        **mail, "version": 3, "state": State.SENT, "text": "", "html": "", "ended": now(store, mail)["ended"],
    }  # fmt: skip


def test_it_leaves_neither_early_nor_twice_nor_to_who_was_shut_out(store: Store, clock: Clock, server: Sink):
    user, gone = added(store), added(store, "ketua.lama")
    late = outbox.put(store, "nanti", user, "x", "x", "x", START + timedelta(minutes=5))
    shut = put(store, gone, "y")
    accounts.edit_user(store, SYSTEM, gone["id"], gone, active=False, version=gone["version"], at=START)
    sending = postman(store, clock, server.port)
    sending.look()
    assert server.taken == []
    assert late is not None
    assert (now(store, shut)["state"], now(store, shut)["reason"]) == (State.FAILED, tries.NOBODY)
    clock.at = START + timedelta(minutes=5)
    sending.look()
    sending.look()
    assert len(server.taken) == 1
    assert now(store, late)["state"] == State.SENT


def test_what_is_refused_for_good_is_not_tried_again_and_the_others_go(store: Store, clock: Clock, server: Sink):
    mails = [put(store, added(store, f"ketua.{name}"), name) for name in ("satu", "dua", "tiga")]
    server.recipient = lambda to: "550 5.1.1 No such user here" if "dua" in to else "250 OK"
    server.content = lambda to: "554 5.7.1 Spam" if "tiga" in to else "250 OK"
    sending = postman(store, clock, server.port)
    sending.look()
    clock.at += timedelta(days=2)
    sending.look()
    assert [now(store, mail)["state"] for mail in mails] == [State.SENT, State.FAILED, State.FAILED]
    assert [now(store, mail)["reason"] for mail in mails[1:]] == [
        "Server surel menolak (550): 5.1.1 No such user here",
        "Server surel menolak (554): 5.7.1 Spam",
    ]
    assert len(server.tried) == 3


def test_what_is_refused_for_now_comes_later(store: Store, clock: Clock, server: Sink):
    mail = put(store, added(store))
    answers = iter(["451 4.7.1 Greylisted", "451 4.7.1 Greylisted", "250 OK"])
    server.recipient = lambda _: next(answers)
    sending = postman(store, clock, server.port)
    for after, tried in ((0, 1), (59, 1), (60, 2), (60 + 299, 2), (60 + 300, 3)):
        clock.at = START + timedelta(seconds=after)
        sending.look()
        assert len(server.tried) == tried
    assert now(store, mail)["state"] == State.SENT


def test_a_server_that_is_gone_is_waited_for_with_growing_pauses(store: Store, clock: Clock):
    port = free_port()
    mails = [put(store, added(store, f"ketua.{name}"), name) for name in ("satu", "dua")]
    sending = postman(store, clock, port)
    for tried, pause in enumerate(tries.PAUSES, 1):
        sending.look()
        for mail in (now(store, mail) for mail in mails):
            assert (mail["state"], mail["tries"]) == (State.WAITING, tried)
            assert mail["reason"] == "Server surel tidak dapat dipakai: sambungannya ditolak"
        clock.at += pause
    with sink(port=port) as back:
        sending.look()
        assert len(back.taken) == 2


def test_after_the_last_pause_it_has_failed(store: Store, clock: Clock, server: Sink):
    mail = put(store, added(store))
    server.content = lambda _: "421 Busy"
    sending = postman(store, clock, server.port)
    for pause in (*tries.PAUSES, timedelta(days=1)):
        sending.look()
        clock.at += pause
    assert now(store, mail)["state"] == State.FAILED
    assert len(server.tried) == len(tries.PAUSES) + 1


def test_a_line_that_breaks_after_the_end_leaves_it_undecidable(store: Store, clock: Clock, server: Sink):
    mails = [put(store, added(store, f"ketua.{name}"), name) for name in ("satu", "dua", "tiga")]
    server.content = lambda to: "" if "dua" in to else "250 OK"
    sending = postman(store, clock, server.port)
    sending.look()
    clock.at += timedelta(days=2)
    sending.look()
    assert [now(store, mail)["state"] for mail in mails] == [State.SENT, State.UNSURE, State.SENT]
    assert "sebelum server surel menjawab" in now(store, mails[1])["reason"]
    assert len(server.taken) == 3


def test_a_line_that_breaks_before_the_end_is_no_doubt(store: Store, clock: Clock, server: Sink):
    mail = put(store, added(store))
    answers = iter(["", "250 OK"])
    server.recipient = lambda _: next(answers)
    sending = postman(store, clock, server.port)
    sending.look()
    assert (now(store, mail)["state"], now(store, mail)["tries"]) == (State.WAITING, 1)
    clock.at += tries.PAUSES[0]
    sending.look()
    assert now(store, mail)["state"] == State.SENT
    assert len(server.taken) == 1


def test_taken_out_while_it_is_being_sent_it_does_not_leave(store: Store, clock: Clock, server: Sink):
    mail = put(store, added(store))

    def meanwhile(_: str) -> str:
        store.delete("mail", mail["id"])
        return "250 OK"

    server.recipient = meanwhile
    postman(store, clock, server.port).look()
    assert server.taken == []
    assert store.count("mail") == 0


def test_starttls_and_the_password(
    store: Store, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):  # fmt: skip
    certificate = certificate_for("localhost", tmp_path)
    account = f"{quote(USER, safe='')}:{quote(PASSWORD, safe='')}"
    with sink(certificate=certificate, auth=True) as server:
        mail = put(store, added(store))
        sending = postman(store, clock, server.port, f"smtp+starttls://{account}@localhost:{{}}")
        sending.look()
        assert "sertifikatnya tidak dapat dipercaya" in now(store, mail)["reason"]
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        clock.at += timedelta(hours=1)
        postman(store, clock, server.port, "smtp+starttls://tuntas:salah@localhost:{}").look()
        assert "nama atau kata sandinya ditolak (535)" in now(store, mail)["reason"]
        assert server.taken == []
        clock.at += timedelta(hours=1)
        sending.look()
        assert server.encrypted == [True]


def test_a_server_without_starttls_gets_nothing(store: Store, clock: Clock, server: Sink):
    mail = put(store, added(store))
    postman(store, clock, server.port, "smtp+starttls://localhost:{}").look()
    assert "tidak menawarkan penyandian" in now(store, mail)["reason"]
    assert server.tried == []


def test_what_waited_too_long_is_given_up_and_what_it_said_goes(store: Store, clock: Clock, server: Sink):
    mail = put(store, added(store), until=START + timedelta(hours=1))
    clock.at += timedelta(hours=2)
    postman(store, clock, server.port).look()
    gone = now(store, mail)
    assert (gone["state"], gone["reason"], gone["text"], gone["html"]) == (State.FAILED, tries.TOO_OLD, "", "")
    assert server.tried == []
    clock.at += tries.KEPT_TROUBLE + timedelta(seconds=1)
    postman(store, clock, server.port).look()
    assert store.count("mail") == 0


def test_rows_of_sent_mails_go_after_a_month(store: Store, clock: Clock, server: Sink):
    put(store, added(store))
    sending = postman(store, clock, server.port)
    sending.look()
    clock.at += tries.KEPT
    sending.look()
    assert store.count("mail") == 1
    clock.at += timedelta(seconds=1)
    sending.look()
    assert store.count("mail") == 0


def test_without_a_server_nothing_is_sent_or_lost_at_once(store: Store, clock: Clock):
    mail = put(store, added(store))
    off = Postman(store, smtp_server.read("", ""), f"https://{HOST}", clock)
    off.look()
    assert not off.on
    assert now(store, mail)["state"] == State.WAITING


def test_an_undecidable_one_goes_again_only_when_the_admin_says_so(store: Store, clock: Clock, server: Sink):
    mail = put(store, added(store))
    server.content = lambda _: ""
    sending = postman(store, clock, server.port)
    sending.look()
    server.content = lambda _: "250 OK"
    by_hand.send_again(store, SYSTEM, mail["id"], at=clock.at)
    sending.look()
    assert now(store, mail)["state"] == State.SENT
    assert len(server.counted()) == 1, "a mailbox that has it already knows it by its Message-ID"


@pytest.mark.parametrize(
    ("address", "host", "port", "user"),
    [
        ("smtps://a%40b.id:p%2Fw@surel.aceh.go.id", "surel.aceh.go.id", 465, "a@b.id"),
        ("smtp+starttls://a:p@surel.id", "surel.id", 587, "a"),
        ("smtp://localhost/", "localhost", 25, ""),
        ("smtp://[::1]:2525", "::1", 2525, ""),
    ],
)
def test_settings_that_are_understood(address: str, host: str, port: int, user: str):
    found = smtp_server.read(address, "Tuntas@Aceh.go.id")
    assert found is not None
    assert (found.host, found.port, found.user, found.sender) == (host, port, user, "tuntas@aceh.go.id")
    assert "p%2Fw" not in repr(found)
    assert "p/w" not in repr(found)


@pytest.mark.parametrize(
    "address",
    [
        "surel.id", "http://surel.id", "smtps://", "smtps://a:rahasia@", "smtps://a:rahasia@surel.id:99999", "smtps://a@surel.id",
        "smtps://surel.id/kotak", "smtps://surel.id?x=1", "smtps://a:rahasi%C3%A9@surel.id", "smtps://a:rahasia%0A@surel.id",
        "smtps://[surel.id",
    ],
)  # fmt: skip
def test_settings_that_are_not_stop_the_start_with_a_sentence(address: str):
    with pytest.raises(SystemExit) as refusal:
        smtp_server.read(address, "tuntas@aceh.go.id")
    assert str(refusal.value).startswith("TUNTAS_SMTP ")
    assert "Contoh: TUNTAS_SMTP=smtps://" in str(refusal.value)
    assert "rahasi" not in str(refusal.value).replace("nama:kata-sandi", "")


@pytest.mark.parametrize(("address", "sender"), [("smtp://localhost", ""), ("smtps://surel.id", "Dinas Sosial")])
def test_without_a_sender_it_does_not_start(address: str, sender: str):
    with pytest.raises(SystemExit, match="TUNTAS_SMTP_FROM"):
        smtp_server.read(address, sender)


def test_the_sender_is_who_signs_in_where_nobody_says_otherwise():
    found = smtp_server.read("smtps://a%40b.id:p@surel.id", "")
    assert found is not None
    assert found.sender == "a@b.id"
    found = smtp_server.read("smtps://a:p@surel.aceh.go.id", "")
    assert found is not None
    assert found.sender == "tuntas@surel.aceh.go.id"
