"""Whose paper it is: offices, signers, addressees, sheets, number patterns, archive codes.

Door: ``offices.office_on`` and ``change``, ``signatories.signing``, ``addressees``, ``sheets``, ``legal_basis``,
``suggestions.suggest``.
"""
