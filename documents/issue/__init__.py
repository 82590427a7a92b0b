"""From frozen content to files in the archive: rendering, workers, batches, signed copies."""
