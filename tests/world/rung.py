"""A rung of the ladder: one way of calling an endpoint."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from workflow.roles import Role

if TYPE_CHECKING:
    from tests.world.ladder import Case

Values = dict[str, Any]


@dataclass(frozen=True)
class Rung:
    """One way of calling an endpoint.

    ``own``: the values of its address for the records with which it works. ``fill``: what is typed into the form of
    the page ``at`` ("" its own address, "-" no page); None when nothing can be sent. ``elsewhere``: the values of a
    record of ours in the wrong stage. ``again``: the statuses of the same form sent twice. ``query`` belongs to the
    address. ``shows``: what reading answers. ``grows``: every sending makes another one. ``absent``: there is nothing
    yet that it could do something to. ``others``: what belongs to somebody else of the same role.
    """

    role: Role
    own: Callable[[Case], Values] = lambda case: {}
    fill: Callable[[Case], Values] | None = None
    at: str = ""
    elsewhere: Callable[[Case], Values] | None = None
    again: tuple[int, ...] = (302, 303, 409, 422)
    query: Callable[[Case], str] = lambda case: ""
    shows: tuple[int, ...] = (200,)
    grows: bool = False
    absent: bool = False
    others: Callable[[Case], Values] | None = field(default=None)


C, S, D, A = Role.CHAIR, Role.SEKDIS, Role.DINSOS, Role.ADMIN


class Again(io.BytesIO):
    """A file that can be sent twice."""

    def close(self) -> None:
        self.seek(0)
