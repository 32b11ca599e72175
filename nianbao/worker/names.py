"""What tasks and their queues are called in the database."""

CRAWLS, OTHERS, CARE = "crawls", "others", "care"
"""The queues: a crawl waits most of the time for a site, what else there is needs a processor, some keeps house."""
NIGHT, CRAWL_SITE, END_NIGHT = "night", "crawl_site", "end_night"
REREAD, END_REREAD = "reread", "end_reread"
TAKE_UP, SWEEP = "take_up", "sweep"
