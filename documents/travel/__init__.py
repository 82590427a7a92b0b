"""The form for who has no network: made as Word and Excel, read back."""
