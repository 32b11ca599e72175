"""Districts and agencies: what there is, and what is missing."""
