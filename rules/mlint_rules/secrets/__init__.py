"""Secrets and security."""
