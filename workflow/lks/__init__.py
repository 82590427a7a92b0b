"""Institutions of the community, each once: their record, who changes it, and when they count for what.

It knows no task: tasks name institutions, not the other way round.
"""
