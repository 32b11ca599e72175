"""What a crawl did: runs, requests, captures, readings, and how walks ended."""
