"""Which version of a report is shown, since when, and a person's way back to another."""
