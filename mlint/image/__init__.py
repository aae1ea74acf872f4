"""What the build does and what the image holds."""
