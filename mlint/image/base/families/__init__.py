"""The families of base images: each module reads the references of some images and says what is in them."""
