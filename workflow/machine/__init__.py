"""Where a task can stand and what leads from there to where: the state machine, and who may do what in it.

Door: ``ACTIONS`` of ``actions``, ``situation_of`` of ``stages``, ``carried``, ``permissions``.
"""
