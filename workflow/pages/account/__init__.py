"""Signing in and out, the own account, what is kept about it."""
