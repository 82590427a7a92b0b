"""The indicator of the community's part: map, table, trend, a chair's own figures; what they are computed from."""
