"""The base image."""
