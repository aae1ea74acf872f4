"""Lines that do not do what they seem to: lost state, empty variables, hidden failures."""
