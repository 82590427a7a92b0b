"""Pages of a rakor: recording, changing, handing over."""
