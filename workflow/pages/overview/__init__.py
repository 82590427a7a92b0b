"""First screens: the desk of Dinas Sosial, the matrix, the home of each role."""
