"""Model weights, data, downloads from model hubs."""
