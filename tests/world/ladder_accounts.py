"""The rungs of accounts, their mail addresses, and what goes out by mail."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.world.mails import KEY
from tests.world.rung import A, C, Rung, Values

if TYPE_CHECKING:
    from tests.world.ladder import Case

ACCOUNT = {"username": "ketua.baru", "role": "ketua", "region": "11.01", "password": "tangga-hijau-di-atas-awan"}


def _nothing(_case: Case) -> Values:
    return {}


def _typed(**fields: Any) -> Callable[[Case], Values]:
    return lambda case: dict(fields)


def _mail(state: str) -> Callable[[Case], Values]:
    return lambda case: {"mail_id": case.record("mail", state=state)}


ACCOUNTS_LADDER: dict[str, tuple[Rung, ...]] = {
    "auth.confirm_email": (Rung(C, fill=_typed(kunci=KEY), query=lambda case: f"?kunci={KEY}", again=(404,)),),
    "auth.email_again": (Rung(C, fill=_nothing, at="-", absent=True),),
    "auth.email": (Rung(C, fill=_typed(email="ketua@lkks.example")),),
    "settings.accounts": (Rung(A),),
    "settings.account_new": (Rung(A, fill=_typed(**ACCOUNT), again=(422,)),),
    "settings.account": (Rung(A, lambda case: {"user_id": case.user("ketua.pidie")}, _typed(name="Nama baru"),
                              again=(409,)),),
    "settings.account_password": (
        Rung(A, lambda case: {"user_id": case.user("sekdis.pidie")}, _typed(password="tangga-hijau-di-atas-awan"),
             "-", grows=True),
    ),
    "settings.account_email": (
        Rung(A, lambda case: {"user_id": case.user("sekdis.pidie")}, _typed(email="sekdis@pidie.example"), "-"),
    ),
    "settings.mail": (Rung(A),),
    "settings.mail_again": (Rung(A, _mail("failed"), _nothing, "-"),),
    "settings.mail_remove": (Rung(A, _mail("waiting"), _nothing, "-", again=(303, 404)),),
    "settings.mail_test": (Rung(A, fill=_nothing, at="-", absent=True),),
    "settings.programs": (Rung(A),),
    "settings.program_new": (Rung(A, fill=_typed(name="Dasbor", office="2", expires="2027-11-09")),),
    "settings.program_revoke": (
        Rung(A, lambda case: {"token_id": case.record("token")}, _nothing, "-", again=(409,)),
    ),
    "settings.account_factor": (
        Rung(A, lambda case: {"user_id": case.user("sekdis.pidie")}, _nothing, "-", again=(404, 302), absent=True),
    ),
}  # fmt: skip
