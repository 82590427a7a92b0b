"""What requests and their decisions need, and what help of the province needs: typed data in, accepted values out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflow import plan_fields
from workflow.errors import Invalid
from workflow.machine import bars
from workflow.machine.actions import CANNOT, OWNER, PLAN_CHANGE, TIME
from workflow.regions import PROVINCE, owners
from workflow.store import Store
from workflow.tasks import named_lks
from workflow.tasks.ask import LONGEST_CAPTION, Ask, read_files, read_new_deadline, read_reason
from workflow.tasks.wishes import wish_of
from workflow.text import Fields

KINDS = {
    TIME: "Waktu", PLAN_CHANGE: "Rencana", OWNER: "Alih tugas", CANNOT: "Tidak dapat ditindaklanjuti",
}  # fmt: skip
# Valid reasons as the auditors of the state know them (BPK rule 2/2017).
GROUNDS = {
    "kahar": "Keadaan kahar (force majeure)",
    "peradilan": "Objek tindak lanjut sedang dalam proses peradilan",
    "tidak_efektif": "Tidak lagi efektif, efisien, dan ekonomis karena perubahan organisasi atau peraturan",
}


def change(ask: Ask) -> dict[str, Any]:
    """``kind``, ``reason`` and what is proposed; "cannot" has a ``ground`` and one file that proves it."""
    fields = Fields(ask.data)
    kind = fields.line("kind", "jenis perubahan", required=True)
    if kind and kind not in KINDS:
        fields.wrong["kind"] = "Pilih salah satu jenis perubahan."
    fields.done()
    if closed := bars.turned_down(ask.task, kind):
        raise Invalid({"kind": closed})
    reason = read_reason(fields)
    proposed = _proposed(fields, ask, kind)
    ground = fields.line("ground", "alasan yang sah", required=True) if kind == CANNOT else ""
    if ground and ground not in GROUNDS:
        fields.wrong["ground"] = "Pilih salah satu dari ketiga alasan yang sah."
    files = [_proof(fields, ask)] if kind == CANNOT else []
    fields.done()
    wish = wish_of(ask.task, kind, str(ask.data.get("wish", "")), ask.today)
    return {
        "kind": kind, "reason": reason, "ground": ground, "proposed": proposed, "evidence": files,
        "wish": wish.name if wish else "",
    }  # fmt: skip


def _proof(fields: Fields, ask: Ask) -> dict[str, Any]:
    """The one file that proves it, with what it is called and what stands on it: so the Keterangan will name it."""
    told = {
        "caption": fields.line("caption", "nama surat atau foto", required=True, most=LONGEST_CAPTION),
        "paper_number": fields.line("paper_number", "nomor pada naskah", most=LONGEST_CAPTION),
        "paper_date": fields.day("paper_date", "tanggal pada naskah"),
    }
    if told["paper_date"] > ask.today:
        fields.wrong["paper_date"] = "Tanggal pada naskah belum tiba."
    files = read_files(fields, ask, "evidence")
    if len(files) != 1:
        fields.wrong["evidence"] = "Lampirkan satu surat atau foto yang membuktikannya, setiap kali yang baru."
    return {**files[0], **told} if files else told


def _proposed(fields: Fields, ask: Ask, kind: str) -> dict[str, Any]:
    if kind == TIME:
        return {"deadline": read_new_deadline(fields, ask, required=True)}
    if kind == PLAN_CHANGE:
        return _new_plan(fields, ask)
    if kind == OWNER:
        return _new_owner(fields, ask)
    return {}


def _new_plan(fields: Fields, ask: Ask) -> dict[str, Any]:
    typed = Fields({**plan_fields.written(ask.task), **ask.data})
    plan = plan_fields.accepted(typed, [field.name for field in plan_fields.PLAN_FIELDS if field.required])
    named, stands = named_lks.accepted(typed, ask), {name: ask.task["plan"].get(name, "") for name in plan}
    fields.wrong |= typed.wrong
    if not typed.wrong and (plan, named) == (stands, list(ask.task.get("lks", ()))):
        fields.wrong["action"] = "Rencana ini sama dengan yang berlaku. Ubah yang akan diubah."
    return {"plan": plan, "lks": named}


def _new_owner(fields: Fields, ask: Ask) -> dict[str, Any]:
    region = fields.line("region", "kabupaten/kota yang baru")
    if region in ("", ask.task["region"]):
        responsible = fields.line("responsible", "penanggung jawab yang baru", required=True, most=200)
        if responsible and responsible == ask.task["plan"].get("responsible"):
            fields.wrong["responsible"] = "Penanggung jawab ini sama dengan yang sekarang."
        return {"region": "", "responsible": responsible}
    _check_owner(fields, ask, region)
    return {"region": region, "responsible": ""}


def _check_owner(fields: Fields, ask: Ask, region: str) -> None:
    if region not in owners():
        fields.wrong["region"] = "Pilih kabupaten/kota dari daftar."
    elif ask.task["helps_task"]:
        fields.wrong["region"] = "Tugas ini membantu kabupaten/kota lain, jadi tidak dialihkan ke luar provinsi."
    elif region == ask.task["region"]:
        fields.wrong["region"] = "Pilih kabupaten/kota yang lain."
    elif has_open(ask.store, ask.task["outcome"], region, ask.task.get("part", "")):
        fields.wrong["region"] = f"{owners()[region].owner} masih memegang tugas dari butir yang sama."


def has_open(store: Store, outcome: str, region: str, part: str) -> bool:
    """Whether somebody there has this part of the outcome already, in a task that still counts."""
    return any(
        other.get("part", "") == part
        for other in store.find("task", outcome=outcome, region=region)
        if not other["cancelled"]
    )


def granted(ask: Ask) -> dict[str, Any]:
    """What is decided, filled in as proposed: ``decided`` has the deadline, the plan or who is responsible."""
    request = ask.task["request"]
    proposed = request["proposed"]
    typed = {**proposed, **proposed.get("plan", {}), **{n: v for n, v in ask.data.items() if v not in ("", None)}}
    asked = Ask(ask.store, ask.task, {**typed, "region": ""}, ask.at)
    fields = Fields(asked.data)
    decided = _proposed(fields, asked, request["kind"])
    fields.done()
    return {"decided": decided}


def transfer(ask: Ask) -> dict[str, Any]:
    """To whom it goes, and with which deadline it begins there."""
    fields = Fields({"region": ask.task["request"]["proposed"]["region"], **ask.data})
    region = fields.line("region", "kabupaten/kota yang baru", required=True)
    if region:
        _check_owner(fields, ask, region)
    until = fields.day("deadline", "tenggat di sana", required=True)
    if until and until <= ask.today:
        fields.wrong["deadline"] = "Tenggat di sana harus sesudah hari ini."
    fields.done()
    return {"region": region, "deadline": until}


def help(ask: Ask) -> dict[str, Any]:
    """What is needed of the province, and since when, in words."""
    fields = Fields(ask.data)
    values = {
        "need": read_reason(fields, "need", "bantuan yang diperlukan"),
        "since_text": fields.line("since_text", "sejak kapan diperlukan", most=200),
    }
    fields.done()
    return values


def counter_task(ask: Ask) -> dict[str, Any]:
    """Who of the province does it, until when."""
    fields = Fields(ask.data)
    until = fields.day("deadline", "tenggat tugas provinsi", required=True)
    if until and until <= ask.today:
        fields.wrong["deadline"] = "Tenggat tugas provinsi harus sesudah hari ini."
    responsible = fields.line("responsible", "bidang atau unit yang mengerjakan", required=True, most=200)
    if not fields.wrong and has_open(ask.store, ask.task["outcome"], PROVINCE, counter_part(ask.task)):
        fields.wrong["responsible"] = "Provinsi sudah memegang tugas yang membantu tugas ini."
    fields.done()
    return {"deadline": until, "responsible": responsible}


def counter_part(task: Mapping[str, Any]) -> str:
    """The title of the province's own task: two kabupaten may ask for help with the same outcome."""
    return f"Bantuan untuk {owners()[task['region']].owner}: {task['title']}"[:200]


def answer(ask: Ask) -> dict[str, Any]:
    """What the province says, and a new deadline if it gives one."""
    fields = Fields(ask.data)
    values = {
        "answer": read_reason(fields, "answer", "jawaban"),
        "deadline": read_new_deadline(fields, ask, required=False),
    }
    fields.done()
    return values
