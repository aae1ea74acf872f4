"""Credentials, users and rights."""
