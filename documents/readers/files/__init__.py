"""Word, Excel and CSV files as plain blocks and grids, whatever they mean."""
