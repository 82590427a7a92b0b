"""The admin's pages, and an office's own."""
