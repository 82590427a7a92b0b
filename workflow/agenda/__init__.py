"""One register of numbers an office.

Door: ``register.number`` and ``register.attach``, ``acts.reserve`` and what else is done in it by hand.
"""
