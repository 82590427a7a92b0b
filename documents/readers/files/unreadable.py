"""What no reader takes, one Indonesian sentence for each reason."""

from __future__ import annotations

from workflow.errors import WorkflowError


class Unreadable(WorkflowError):
    """The file cannot be read; the sentence says what it is and what to do. Nothing of it was kept."""
