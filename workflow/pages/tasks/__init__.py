"""Pages of tasks: list, one task, plan, progress, moves, approving, reviewing."""
