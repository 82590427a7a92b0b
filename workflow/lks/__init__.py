"""Institutions of social welfare (LKS): what a record holds, what it is worth on a day, which two may be one.

Door: ``register``, ``proposals``, ``counting``, ``known``; ``states``, ``duplicates.pairs``, ``names.folded``. Nothing
here knows a task or a clock.
"""
