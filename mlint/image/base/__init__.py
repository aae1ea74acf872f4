"""What is known of base images: by their references, their tags, their ends of life."""
