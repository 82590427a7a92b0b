"""What blocks and grids mean: outcomes, tasks, a meeting."""
