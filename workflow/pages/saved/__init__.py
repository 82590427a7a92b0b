"""Pages of the filters that somebody keeps under a name."""
