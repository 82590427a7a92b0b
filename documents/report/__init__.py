"""The neutral content of a paper and what both writers share. Knows nothing of the workflow."""
