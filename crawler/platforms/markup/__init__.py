"""What the families share: the tree of a page, its entries, dates, totals, page turns, and answers in JSON."""
