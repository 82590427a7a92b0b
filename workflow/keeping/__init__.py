"""Nothing is lost, nothing is kept too long.

Door: ``opening.open_instance``, ``backup``, ``restore``, ``daily.DailyCopies``, ``retention``, ``leftovers.Leftovers``.
"""
