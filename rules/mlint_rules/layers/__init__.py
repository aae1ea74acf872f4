"""Order of layers, cache, build context."""
