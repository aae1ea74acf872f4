"""The file does not mean what it says."""
