"""The rules that mlint ships, one module each, in a folder per family."""
