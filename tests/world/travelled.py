"""A form that was filled in, or a list that was edited: sent by a chair, and what the page asks answered."""

from __future__ import annotations

import io
from typing import Any

import lxml.html

from tests.world.arranged import CHAIR, SEKDIS, data_for, new_task
from workflow.tasks.operations import move


def sent(client: Any, content: bytes, name: str = "formulir.docx") -> str:
    answer = client.post("/formulir", data={"file": (io.BytesIO(content), name)})
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def pressed(client: Any, address: str, **answers: str) -> Any:
    """The check page's form, sent as it stands but for ``answers``; None leaves a field out."""
    page = lxml.html.fromstring(client.get(address).text)
    form = next(f for f in page.forms if "seen" in " ".join(f.fields.keys()))
    values = dict(form.form_values())
    values.update(answers)
    return client.post(address, data={name: value for name, value in values.items() if value is not None})


def reported(tuntas: Any, clock: Any) -> dict[str, Any]:
    task = new_task(tuntas, clock.at)
    for name, who in (("submit", CHAIR), ("report", SEKDIS)):
        data = data_for(tuntas, name, task)
        task = move(tuntas.store, tuntas.publisher, who, task["id"], name, data, version=task["version"], at=clock.at)
    return task
