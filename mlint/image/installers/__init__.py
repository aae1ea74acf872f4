"""One reader per package manager: a command -> an Install."""
