"""What people and programs see in a browser: every resource at one address, as a page, as JSON and as CSV."""
