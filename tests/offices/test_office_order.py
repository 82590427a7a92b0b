"""The heads of the list of offices sort all of them, and its file."""

from __future__ import annotations

import re
from collections.abc import Callable

from flask.testing import FlaskClient


def test_heads_sort_the_offices_and_their_file(client_as: Callable[[str], FlaskClient]):
    admin = client_as("admin")

    def first(query: str) -> str:
        listed = admin.get(f"/pengaturan/kantor?{query}").get_data(as_text=True)
        return re.findall(r'<th scope="row"[^>]*><b>([^<]+)</b>', listed)[0]

    assert (first(""), first("urut=-nama"), first("urut=-kode")) == ("Provinsi Aceh", *["Kota Subulussalam"] * 2)
    assert 'aria-sort="descending"' in admin.get("/pengaturan/kantor?urut=-dinsos").get_data(as_text=True)
    assert admin.get("/pengaturan/kantor.csv?urut=-kode").get_data(as_text=True).splitlines()[1].startswith("11.75")
