"""The rungs of the pages of offices and of what is suggested for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass


