"""What the container runs: the start command, its server, where that listens."""
