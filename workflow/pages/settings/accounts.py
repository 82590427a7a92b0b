"""The admin's pages of the accounts: who may sign in, as what, and for which kabupaten/kota."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from wtforms import PasswordField, SelectField, StringField

from workflow.errors import NotFound
from workflow.once import once
from workflow.pages.account.own_address import AddressForm, change
from workflow.pages.settings.blueprint import pages
from workflow.people import accounts as people
from workflow.people import passwords, second_factor
from workflow.people.addresses import LONGEST
from workflow.people.sessions import last_seen
from workflow.regions import owner_name, owners
from workflow.roles import Role
from workflow.store import Record
from workflow.text import fold, sought
from workflow.web.chips import Chip
from workflow.web.current import actor, now, postman, store
from workflow.web.forms import Form, Versioned, most
from workflow.web.one_order import asked_order
from workflow.web.pressing import press, say
from workflow.web.saving import Late, Page, save_or_show
from workflow.web.sorted_heads import Column, Head, heads
from workflow.web.unknown import unknown_filters

ROLES = {role.value: role.label for role in Role}
FILTERS = ("peran", "wilayah", "keadaan", "urut")
STATES = {"ya": "Aktif: dapat masuk", "tidak": "Nonaktif: tidak dapat masuk"}


def _regions() -> dict[str, str]:
    return {"": "Tanpa wilayah (Dinas Sosial Aceh, admin)", **{code: region.owner for code, region in owners().items()}}


def _new_password(label: str) -> PasswordField:
    """Readable while it is typed, since the admin has to tell it to somebody; never sent back by the server."""
    return PasswordField(label, render_kw={"type": "text", "autocomplete": "off", "spellcheck": "false"})


class NewAccountForm(Form):
    username = StringField("Nama akun", render_kw=most(60))
    role = SelectField("Peran", choices=ROLES)
    region = SelectField("Wilayah", choices=_regions)
    name = StringField("Nama jabatan", render_kw=most(120))
    email = StringField("Alamat surel", render_kw={**most(LONGEST), "type": "email"})
    password = _new_password("Kata sandi pertama")


class AccountForm(Versioned):
    role = SelectField("Peran", choices=ROLES)
    region = SelectField("Wilayah", choices=_regions)
    name = StringField("Nama jabatan", render_kw=most(120))
    active = SelectField("Keadaan", choices=STATES)


class NewPasswordForm(Form):
    password = _new_password("Kata sandi baru")


@pages.get("/akun")
def accounts() -> str:
    args, found = asked_for()
    return render_template(
        "settings/accounts.html", accounts=found, args=args, roles=ROLES, unknown=unknown(args), chips=_chips(args),
        places=[(code, region.full) for code, region in owners().items()], heads=_heads(args),
    )  # fmt: skip


def _chips(args: dict[str, str]) -> list[Chip]:
    asked = {name: value for name, value in args.items() if value and name != "urut"}
    views: list[tuple[str, dict[str, str]]] = [
        ("Semua", {}),
        ("Aktif", {"keadaan": "ya"}),
        ("Nonaktif", {"keadaan": "tidak"}),
    ]
    return [Chip(words, _url(one), _number(one), current=asked == one) for words, one in views]


def _url(asked: Mapping[str, Any]) -> str:
    return url_for("settings.accounts", **asked)


def _number(asked: dict[str, str]) -> int:
    return store.count("user", **({"active": asked["keadaan"] == "ya"} if asked else {}))


def _heads(args: dict[str, str]) -> list[Head]:
    columns = [
        Column("Nama akun", "nama"), Column("Nama jabatan", "jabatan"), Column("Peran", "peran"),
        Column("Wilayah", "wilayah"), Column("Keadaan", "keadaan"), Column("Terakhir terlihat", "terlihat", down=True),
    ]  # fmt: skip
    asked = {name: value for name, value in args.items() if value}
    return heads(columns, args["urut"] or "nama", lambda urut: _url({**asked, "urut": urut}))


# Column -> the field by which all accounts are sorted; nobody has more of them than fit into one list.
SORTED = {
    "nama": "username", "jabatan": "name", "peran": "label", "wilayah": "region", "keadaan": "active",
    "terlihat": "last_seen",
}  # fmt: skip


def asked_for() -> tuple[dict[str, str], list[dict[str, Any]]]:
    """The filters of the address (role, region, state, a text) and all accounts that they leave, by name."""
    known: dict[str, Container[str]] = {"peran": ROLES, "wilayah": owners(), "keadaan": STATES}
    args = {name: value if (value := request.args.get(name, "")) in known[name] else "" for name in known}
    args["q"] = request.args.get("q", "").strip()[:100]
    args["urut"] = asked_order(SORTED, request.args)
    where: dict[str, Any] = {
        field: args[name] for field, name in (("role", "peran"), ("region", "wilayah")) if args[name]
    }
    if args["keadaan"]:
        where["active"] = args["keadaan"] == "ya"
    found = [
        {**account, "last_seen": last_seen(store, account["id"]), "label": Role(account["role"]).label}
        for account in store.find("user", order="username", **where)
        if all(word in fold(account["username"], account["name"]) for word in sought(args["q"]))
    ]
    field = SORTED[args["urut"].removeprefix("-") or "nama"]
    return args, sorted(found, key=lambda account: account[field], reverse=args["urut"].startswith("-"))


def unknown(args: dict[str, str]) -> list[str]:
    """What the address asks for besides."""
    return unknown_filters(FILTERS, [name for name, value in args.items() if value])


@pages.route("/akun/baru", methods=["GET", "POST"])
def account_new() -> Page:
    form = NewAccountForm()

    def added() -> dict[str, Any]:
        made = people.add_user(store, actor(), form.typed(), at=now())
        return {"id": made["id"], "username": made["username"]}

    def save() -> Page:
        made = once(store, press(), added, at=now())
        told = "Sampaikan kata sandinya langsung; pada masuk pertama harus diganti."
        say(f"Akun {made['username']} dibuat. {told}")
        return redirect(url_for("settings.account", user_id=made["id"]))

    def show() -> str:
        return render_template("settings/account_new.html", form=form, shortest=passwords.SHORTEST)

    return save_or_show(form, save, show)


@pages.route("/akun/<int:user_id>", methods=["GET", "POST"])
def account(user_id: int) -> Page:
    record = _existing(user_id)
    form = AccountForm(data={**record, "active": "ya" if record["active"] else "tidak"})

    def save() -> Page:
        data, active = form.typed(), form.active.data == "ya"
        people.edit_user(store, actor(), user_id, data, active=active, version=form.seen(), at=now())
        flash(f"Akun {record['username']} disimpan. Bila ada yang berubah, sesinya sudah diakhiri.", "done")
        return redirect(url_for("settings.account", user_id=user_id))

    def late(error: Late) -> Page:
        form.version.data = str(error.current["version"])
        return _page(record, form, stored=dict(error.current)), 409

    return save_or_show(form, save, lambda: _page(record, form), late)


@pages.post("/akun/<int:user_id>/sandi")
def account_password(user_id: int) -> Page:
    """Sets somebody else's password; the own one is changed where the old one is asked for."""
    record = _existing(user_id)
    if user_id == actor().id:
        return redirect(url_for("auth.password"))
    form = NewPasswordForm()

    def save() -> Page:
        people.set_password(store, actor(), user_id, form.password.data, at=now())
        flash(f"Kata sandi baru {record['username']} berlaku dan sesinya diakhiri. Sampaikan langsung.", "done")
        return redirect(url_for("settings.account", user_id=user_id))

    def show() -> str:
        settings = AccountForm(formdata=None, data={**record, "active": "ya" if record["active"] else "tidak"})
        return _page(record, settings, password_form=form)

    return save_or_show(form, save, show)


@pages.post("/akun/<int:user_id>/surel")
def account_email(user_id: int) -> Page:
    """Sets somebody's mail address; his sessions go on."""
    record, form = _existing(user_id), AddressForm()

    def save() -> Page:
        change(user_id, form.email.data)
        flash(f"Alamat surel {record['username']} disimpan.", "done")
        return redirect(url_for("settings.account", user_id=user_id), 303)

    def show() -> str:
        settings = AccountForm(formdata=None, data={**record, "active": "ya" if record["active"] else "tidak"})
        return _page(record, settings, address_form=form)

    return save_or_show(form, save, show)


@pages.post("/akun/<int:user_id>/langkah-kedua/lepas")
def account_factor(user_id: int) -> Page:
    """Takes off the second factor of somebody who lost the telephone; the own one asks for the password elsewhere."""
    record = _existing(user_id)
    if user_id == actor().id:
        return redirect(url_for("auth.second_factor"))
    second_factor.remove(store, actor(), user_id, at=now())
    flash(f"Langkah kedua {record['username']} dilepas dan sesinya diakhiri. Ia dapat memasangnya lagi.", "done")
    return redirect(url_for("settings.account", user_id=user_id))


def _existing(user_id: int) -> Record:
    record = store.get("user", user_id)
    if record is None:
        raise NotFound("Akun itu tidak ada.")
    return record


def _page(
    record: Record, form: AccountForm, *, stored: Record | None = None, password_form: NewPasswordForm | None = None,
    address_form: AddressForm | None = None,
) -> str:  # fmt: skip
    return render_template(
        "settings/account.html", account=record, form=form, stored=stored and _words(stored),
        password_form=password_form or NewPasswordForm(formdata=None), last_seen=last_seen(store, record["id"]),
        address_form=address_form or AddressForm(formdata=None, data={"email": record.get("email", "")}),
        mail_on=postman.on, own=record["id"] == actor().id, shortest=passwords.SHORTEST,
        factor=second_factor.factor_of(store, record["id"]),
    )  # fmt: skip


def _words(record: Record) -> dict[str, str]:
    """The stored settings of an account by their labels, as people read them."""
    return {
        "Peran": Role(record["role"]).label,
        "Wilayah": owner_name(record["region"]) if record["region"] else "Tanpa wilayah",
        "Nama jabatan": record["name"],
        "Keadaan": STATES["ya" if record["active"] else "tidak"],
    }
