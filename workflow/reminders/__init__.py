"""Reminders: what is due is told once a day to whoever has it in hand, and to nobody else.

``rules.RULES`` says what is told when and to whom, ``due`` finds it among the records, ``digests.run`` writes one
digest a person for all days since the last run, exactly once each, and ``daily_round.Reminders`` does that at five in
the morning. ``now_due.of`` is what the page of news shows at any moment, ``looked_at.unread`` whether a digest has not
been looked at yet, ``notices`` what each person has chosen.
"""
