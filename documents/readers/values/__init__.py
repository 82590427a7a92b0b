"""Days, times, sums and places as people write them."""
