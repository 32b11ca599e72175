"""What pages are about, as records: the same for a page, for JSON and for CSV. No request comes in here."""
