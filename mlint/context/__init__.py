"""The files beside the Dockerfile: what they say about packages and about the build."""
