"""The sample district that ships: an invented district government and its website, served on loopback."""
