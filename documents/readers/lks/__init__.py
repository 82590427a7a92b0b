"""Lists of LKS as offices keep them: columns by their heads, rows to institutions, everything left out told.

Door: ``lks_file.read_lks``. What may stand in a column is ``columns.FIELDS``; values of each kind have a file of their
own.
"""
