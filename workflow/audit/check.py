"""Checks audit chains, on its own.

``python workflow/audit/check.py EXPORT.json [--heads FILE] [--head 11.11:123:HASH]`` needs only an export (a stock
TinyDB JSON file) and Python's standard library. It shares no code with what writes the events, so that a fault there
cannot hide here. ``flask --app app audit verify`` runs the very same checks.

Edited, deleted and reordered events show in the chain itself. An end that was cut off, or a history that was written
anew from some event on, fits in itself: that shows against heads known from elsewhere, namely the manifests of
backups, the file ``heads.jsonl`` and the lines "Sidik riwayat" printed on recaps.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SEALED = ("chain", "seq", "prev", "name", "at", "actor", "task", "rakor", "fields")
SHORTEST = 8  # hexadecimal digits of a typed hash
LARGEST = 2**53  # of a number that tells a place
ALONE = (
    "Tanpa sidik yang dicatat di tempat lain, ekor yang dipotong dan riwayat yang ditulis ulang tidak dapat diketahui."
)


class Unreadable(Exception):
    """A file or an argument that cannot be used; carries one Indonesian sentence."""


@dataclass(frozen=True)
class Head:
    """What was recorded elsewhere: the event ``seq`` of a chain had a hash that begins like this."""

    chain: str
    seq: int
    hash: str
    source: str


@dataclass(frozen=True)
class Found:
    """One checked chain: how many events, the newest hash, and a sentence for everything that is wrong."""

    chain: str
    total: int
    hash: str
    sentences: tuple[str, ...]


def canonical(value: Any) -> str:
    """JSON in one way only: keys in order, no blanks, no fractions; raises ``ValueError`` for anything else."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return '"' + re.sub(r'["\\\x00-\x1f]', _escape, value) + '"'
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, Mapping) and all(isinstance(key, str) for key in value):
        return "{" + ",".join(f"{canonical(key)}:{canonical(value[key])}" for key in sorted(value)) + "}"
    raise ValueError(f"not for an event: {value!r}")


_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def _escape(found: re.Match[str]) -> str:
    return _SHORT.get(found[0]) or f"\\u{ord(found[0]):04x}"


def fingerprint(event: Mapping[str, Any]) -> str:
    """The hash that an event must carry; nothing when it is not what an event can be."""
    try:
        return hashlib.sha256(canonical({key: event[key] for key in SEALED}).encode()).hexdigest()
    except (KeyError, ValueError, RecursionError):  # UnicodeEncodeError is a ValueError
        return ""


def check(chain: str, events: Iterable[Mapping[str, Any]], heads: Iterable[Head] = ()) -> Found:
    """Checks one chain, its events in the order of ``seq``, against itself and the known ``heads``."""
    wanted: dict[int, list[Head]] = {}
    for head in heads:
        if head.chain == chain:
            wanted.setdefault(head.seq, []).append(head)
    said: list[str] = []
    total, before, last_id, number = 0, "", 0, 0
    for event in events:
        total += 1
        seq = event.get("seq")
        said += [f"{chain}: {sentence}" for sentence in _event(event, before, last_id, number + 1)]
        number = seq if isinstance(seq, int) else number + 1
        before, last_id = str(event.get("hash")), event.get("id", last_id)
        said += [_rewritten(head) for head in wanted.pop(number, ()) if not before.startswith(head.hash)]
    said += [_cut(head, number) for late in wanted.values() for head in late]
    return Found(chain, total, before, tuple(said))


def _event(event: Mapping[str, Any], before: str, last_id: int, due: int) -> Iterator[str]:
    """What is wrong with one event."""
    seq = event.get("seq")
    if seq != due:
        yield f"nomor {due} hilang, ada {seq}"
    if event.get("prev") != before or not event.get("hash") or event["hash"] != fingerprint(event):
        yield f"peristiwa {seq} tidak cocok dengan sidiknya"
    if event.get("id", last_id + 1) <= last_id:
        yield f"peristiwa {seq} tertukar tempatnya"


def _rewritten(head: Head) -> str:
    return f"{head.chain}: peristiwa {head.seq} bukan lagi yang tercatat di {head.source}; riwayat ditulis ulang"


def _cut(head: Head, last: int) -> str:
    return (
        f"{head.chain}: {head.source} mencatat {head.seq} peristiwa, kini tinggal sampai {last}; peristiwa itu hilang"
    )


def check_all(events: Iterable[Mapping[str, Any]], heads: Sequence[Head] = ()) -> list[Found]:
    """Every chain among ``events`` (in any order), and every chain that a head says there must be."""
    chains: dict[str, list[Mapping[str, Any]]] = {head.chain: [] for head in heads}
    for event in events:
        chains.setdefault(str(event.get("chain")), []).append(event)
    return [check(chain, sorted(chains[chain], key=_place), heads) for chain in sorted(chains)]


def _place(event: Mapping[str, Any]) -> tuple[int, int]:
    seq = event.get("seq")
    return seq if isinstance(seq, int) else 0, event.get("id", 0)


def lines(found: Iterable[Found], known: int, name: Callable[[str], str] = str) -> list[str]:
    """The report, in sentences; ``known`` is how many heads were compared."""
    told, broken = [], 0
    for one in found:
        broken += bool(one.sentences)
        told.append(f"{name(one.chain)}: {one.total} peristiwa, {'TIDAK UTUH' if one.sentences else 'utuh'}")
        told += [f"  {sentence}" for sentence in one.sentences]
    told.append(f"Dibandingkan dengan {known} sidik yang dicatat di tempat lain." if known else ALONE)
    if broken:
        told.append(f"{broken} rantai riwayat tidak utuh. Bandingkan dengan cadangan terakhir.")
    else:
        told.append("Semua rantai riwayat utuh.")
    return [_shown(line) for line in told]


def _shown(line: str) -> str:
    """Whatever a file brought along, as letters that every terminal shows and none obeys."""
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in line)


def exported(path: Path) -> list[dict[str, Any]]:
    """The events of an export, each with its ``id``."""
    try:
        table = json.loads(content_of(path).decode()).get("event", {})
        return [{**event, "id": int(id)} for id, event in table.items()]
    except (ValueError, AttributeError, TypeError, RecursionError):
        raise Unreadable(f"{path} bukan hasil `export` yang utuh.") from None


def content_of(path: Path) -> bytes:
    """What a file holds; a pipe, from which nothing may ever come, is none."""
    try:
        if not path.is_file() and path.exists():
            raise Unreadable(f"{path} bukan berkas biasa.")
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(f"{path} tidak dapat dibaca: {error.strerror}.") from None


@dataclass(frozen=True)
class Notes:
    """What a backup's manifest (one note) or a ``heads.jsonl`` (one a line) holds, and the lines that hold none."""

    notes: tuple[dict[str, Any], ...] = ()
    heads: tuple[Head, ...] = ()
    damaged: tuple[int, ...] = ()


def notes_of(path: Path) -> Notes:
    """Everything that can be read of such a file; a last line that was cut is left out."""
    content, whole = content_of(path), path.suffix == ".json"
    rows = [content] if whole else content[: content.rfind(b"\n") + 1].split(b"\n")
    notes: list[dict[str, Any]] = []
    heads: list[Head] = []
    damaged = []
    for number, row in enumerate(rows, 1):
        if not (whole or row.strip()):
            continue
        try:
            note = json.loads(row.decode())
            heads += list(_heads(note, f"{path.parent.name}/{path.name}"))
            notes.append(note)
        except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
            damaged.append(number)
    return Notes(tuple(notes), tuple(heads), tuple(damaged))


def _heads(note: dict[str, Any], source: str) -> Iterator[Head]:
    """Raises one of many errors when the note is none."""
    for chain, head in note["chains"].items():
        seq, digits = head["seq"], head["hash"]
        named = re.fullmatch("[0-9a-z.]{1,40}", chain) and re.fullmatch("[0-9a-f]{64}", digits)
        if not named or type(seq) is not int or not 0 < seq < LARGEST:
            raise ValueError("no head")
        yield Head(chain, seq, digits, source)


def heads_of(path: Path) -> list[Head]:
    """The heads in a backup's manifest, or in all lines of a ``heads.jsonl``; ``Unreadable`` when one is damaged."""
    found = notes_of(path)
    if found.damaged:
        raise Unreadable(f"{path} bukan manifest cadangan atau catatan sidik yang utuh.")
    return list(found.heads)


def typed_head(text: str) -> Head:
    """ "11.11/1234/a1b2c3d4e5f60718", as it stands on a recap, or with colons; blanks, and dots within the count, do
    not matter."""
    parts = re.split("[:/]", re.sub(r"\s", "", text))
    if len(parts) == 3:
        chain, seq, digits = parts[0], parts[1].replace(".", ""), parts[2].rstrip(".…").lower()
        if seq.isdecimal() and re.fullmatch(f"[0-9a-f]{{{SHORTEST},64}}", digits):
            return Head(chain, int(seq), digits, "cetakan")
    raise Unreadable(
        f"{text}: tulis wilayah:jumlah:sidik, misalnya 11.11:1234:a1b2c3d4e5f60718 (sidiknya paling sedikit "
        f"{SHORTEST} huruf)."
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when all chains are whole, 1 when not, 2 when a file cannot be used."""
    parser = argparse.ArgumentParser(description="Memeriksa riwayat dalam hasil `export`, tanpa aplikasinya.")
    parser.add_argument("export", type=Path, help="berkas hasil `flask --app app export`")
    parser.add_argument("--heads", type=Path, action="append", default=[], help="manifest.json atau heads.jsonl")
    parser.add_argument("--head", action="append", default=[], help="wilayah:jumlah:sidik dari rekap tercetak")
    given = parser.parse_args(arguments)
    try:
        heads = [head for path in given.heads for head in heads_of(path)] + [typed_head(text) for text in given.head]
        found = check_all(exported(given.export), heads)
    except Unreadable as refusal:
        print(refusal, file=sys.stderr)
        return 2
    print("\n".join(lines(found, len(heads))))
    return 1 if any(one.sentences for one in found) else 0


if __name__ == "__main__":
    sys.exit(main())
