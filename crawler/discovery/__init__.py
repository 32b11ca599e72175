"""Which link is a report, of which agency and year: pure functions on the text of titles and links."""
