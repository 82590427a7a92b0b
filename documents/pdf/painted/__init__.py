"""Long tables painted row by row on the pages that WeasyPrint lays out round them."""
