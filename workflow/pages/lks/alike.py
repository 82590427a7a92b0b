"""Which LKS may be one institution: the list of pairs, two side by side, merged or kept as two, and taken back."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from wtforms import HiddenField, TextAreaField

from workflow.lks import across, in_words, merging, one_of_two, proposals
from workflow.lks.merging import Both
from workflow.lks.undecided import PAIR, Undecided, undecided
from workflow.pages.lks.blueprint import pages
from workflow.records import Lks, LksMerge
from workflow.regions import region_name, regions
from workflow.web.current import actor, now, store
from workflow.web.forms import Form, Versioned, most
from workflow.web.saving import Late, Page, save_or_show
from workflow.web.unknown import unknown_filters

ROWS = 50  # pairs on one page


class PairForm(Versioned):
    """``version`` is the first record's, ``other`` the other one's."""

    other = HiddenField()

    def both_seen(self) -> tuple[int, int]:
        text = str(self.other.data or "")
        return self.seen(), int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


class ApartForm(Form):
    reason = TextAreaField("Mengapa keduanya dua lembaga", render_kw=most(merging.MOST_REASON))


@pages.get("/lks/ganda")
def duplicates() -> str:
    """The surest first; with ``?kabupaten=`` those of one, for Dinas Sosial Aceh, who alone reads of two regions."""
    reader = actor()
    merging.check_merger(reader)
    place = request.args.get("kabupaten", "")
    chosen = place in regions() and not reader.role.regional
    codes = [reader.region] if reader.role.regional else [place] if chosen else None
    found = undecided(store, codes)
    pairs = sorted((one for one in found if one.what == PAIR), key=lambda one: not one.certain)
    count = max(1, -(-len(pairs) // ROWS))
    number = max(1, min(request.args.get("hal", 1, type=int), count))
    return render_template(
        "lks/duplicates.html", pairs=pairs[(number - 1) * ROWS : number * ROWS], total=len(pairs), page=number,
        pages=count, others=[one for one in found if one.what != PAIR], place=place, places=regions(),
        across=[] if reader.role.regional else across.pairs(store, place if chosen else ""), of_both=_of_both,
        merged=[(one, *_names(one)) for one in merging.recent(store, reader)],
        unknown=unknown_filters(("kabupaten",), {"kabupaten"} if chosen else ()),
    )  # fmt: skip


def _of_both(one: Undecided) -> str:
    """ "Kabupaten Bireuen dan Kabupaten Pidie" """
    found = (store.get(Lks, id) for id in one.lks)
    return " dan ".join(region_name(lks["region"]) for lks in found if lks)


def _names(one: LksMerge) -> list[str]:
    found = (store.get(Lks, id) for id in (one["first"], one["other"]))
    return [lks["name"] if lks else "" for lks in found]


@pages.route("/lks/<int:lks_id>/ganda/<int:other_id>", methods=["GET", "POST"])
def pair(lks_id: int, other_id: int) -> Page:
    """Two side by side; POST merges the second into the first."""
    two, form = merging.both(store, actor(), lks_id, other_id), PairForm()

    def save() -> Page:
        chosen = {name.removeprefix("pilih."): one for name, one in request.form.items() if name.startswith("pilih.")}
        saved = merging.merge(store, actor(), lks_id, other_id, chosen, seen=form.both_seen(), at=now())
        flash(f"Digabung menjadi {saved['name']}. Masih dapat diurungkan.", "done")
        return redirect(url_for(".pair", lks_id=lks_id, other_id=other_id), 303)

    def late(error: Late) -> Page:
        fresh = merging.both(store, actor(), lks_id, other_id)
        return _page(fresh, form, ApartForm(formdata=None), late=str(error)), 409

    return save_or_show(form, save, lambda: _page(two, form, ApartForm(formdata=None)), late)


def _page(two: Both, form: Form, apart: ApartForm, *, late: str = "") -> str:
    told = (two.first, two.other)
    seen = told if actor().role.regional else tuple(in_words.told_outside(one) for one in told)
    return render_template(
        "lks/pair.html", two=two, a=two.first, b=two.other, form=form, apart=apart, late=late,
        fields=one_of_two.fields(*seen), chosen=request.form if request.method == "POST" else {},
        kept=one_of_two.kept(two.first, two.other), tasks=[merging.tasks(store, one) for one in (two.first, two.other)],
        bar=merging.bar_to_part(two), same=_same(two), over=bool(two.first["end"] or two.other["end"]),
        waiting=[(one, change) for one in told for change in proposals.waiting(store, actor(), lks=one["id"])],
    )  # fmt: skip


def _same(two: Both) -> str:
    """By what they may be one, in words."""
    if two.first["region"] != two.other["region"]:
        return ", ".join(across.same(two.first, two.other))
    wanted = {two.first["id"], two.other["id"]}
    found = (one for one in undecided(store, [two.first["region"]]) if one.what == PAIR and set(one.lks) == wanted)
    return next((", ".join(one.same) for one in found), "")


@pages.post("/lks/<int:lks_id>/ganda/<int:other_id>/pisah")
def part(lks_id: int, other_id: int) -> Page:
    """Takes a merge back."""
    merging.unmerge(store, actor(), lks_id, other_id, at=now())
    flash("Penggabungan diurungkan. Keduanya kembali seperti semula.", "done")
    return redirect(url_for(".pair", lks_id=lks_id, other_id=other_id), 303)


@pages.post("/lks/<int:lks_id>/ganda/<int:other_id>/bukan")
def keep_apart(lks_id: int, other_id: int) -> Page:
    """Says that they are two."""
    two, form = merging.both(store, actor(), lks_id, other_id), ApartForm()

    def save() -> Page:
        merging.keep_apart(store, actor(), lks_id, other_id, form.reason.data or "", at=now())
        flash("Tercatat: dua lembaga yang berbeda. Keduanya tidak ditanyakan lagi.", "done")
        return redirect(url_for(".duplicates"), 303)

    return save_or_show(form, save, lambda: _page(two, PairForm(formdata=None), form))


@pages.post("/lks/<int:lks_id>/ganda/<int:other_id>/tanya")
def ask_again(lks_id: int, other_id: int) -> Page:
    """Takes back that they are two."""
    merging.ask_again(store, actor(), lks_id, other_id, at=now())
    flash("Keduanya ditanyakan lagi.", "done")
    return redirect(url_for(".pair", lks_id=lks_id, other_id=other_id), 303)
