"""The findings that the engine itself makes, as ordinary rule modules."""
