"""What several kinds of paper say alike."""
