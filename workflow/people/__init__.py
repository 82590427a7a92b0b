"""Who may sign in, and as what: accounts, passwords, sessions, second factor, the brake on guessing.

Door: ``sign_in``, ``accounts.add_user``, ``sessions.session_user``, ``second_factor``.
"""
