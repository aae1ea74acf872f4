"""Weights and data: what is copied and downloaded, and where it ends up."""
