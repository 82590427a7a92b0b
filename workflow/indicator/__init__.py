"""What the register, the tasks and the population say of the community's part in social welfare."""
