"""Package managers: what their calls ask for, where it lands, what stays in the layer."""
