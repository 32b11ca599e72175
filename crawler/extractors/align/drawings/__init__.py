"""Tables that are drawn otherwise than the notices draw them, each looked for where the usual drawing is not found."""
