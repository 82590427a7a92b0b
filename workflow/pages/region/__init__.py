"""One kabupaten/kota on one page."""
