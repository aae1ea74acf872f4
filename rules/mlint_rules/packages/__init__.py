"""pip, uv, conda, poetry, pipenv and apt."""
