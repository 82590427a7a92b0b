"""What each kind of paper says: one file a kind."""
