"""Tables out: the columns of each list, as Excel and CSV."""
