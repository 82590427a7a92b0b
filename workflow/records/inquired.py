"""What is asked beside the journey of a task, and what was answered."""

from workflow.records.asked import Person
from workflow.records.stored import Stored


class Inquiry(Stored):
    """One line to the desk that held a task then. It changes nothing of the task, and no paper tells of it."""

    task: int
    region: str  # of the task
    asker: str  # the role of the desk that asked
    to: str  # the role of the desk that was asked
    text: str
    asked: Person
    asked_by: int  # the account
    at: str
    answer: str  # "" until it is answered
    answered: Person | None
    answered_by: int  # the account, or 0
