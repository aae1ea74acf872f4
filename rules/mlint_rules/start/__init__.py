"""CMD, ENTRYPOINT, HEALTHCHECK and USER of images that serve."""
