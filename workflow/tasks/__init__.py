"""A task and its journey.

Door: ``operations.move_together``, ``steps.steps``, ``rehearsal.rehearse``, ``filters``, ``tallies``, ``timeline``.
"""
