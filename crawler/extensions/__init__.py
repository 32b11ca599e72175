"""Beside the crawl: its pace, and the ledger of its runs."""
