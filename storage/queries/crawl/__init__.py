"""What is asked of crawls: pages, walks, hosts, what is there and what is missing."""
