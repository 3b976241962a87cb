"""The answers that staff keep right, and how a question finds one."""
