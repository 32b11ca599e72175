"""What crawls, and what tells of crawls."""
