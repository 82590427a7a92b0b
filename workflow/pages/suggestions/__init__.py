"""What a Sekdis suggests for the own office, and the admin's decision."""
