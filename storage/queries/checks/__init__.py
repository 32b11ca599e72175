"""What checking gave, over all reports: how much of it there is, and page by page."""
