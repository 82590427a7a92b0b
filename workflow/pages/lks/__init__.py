"""Pages of the register of LKS: list, profile, form, what is proposed, closing."""
