"""``annual_reports``: walks listings, follows reports and attachments, ends every walk in a verdict."""
