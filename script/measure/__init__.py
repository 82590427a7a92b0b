"""What ``script/bench`` runs: every figure beside its rival, from the same content, in one run."""
