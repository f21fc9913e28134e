"""The exchange: who has a technology or a product and who needs one."""
