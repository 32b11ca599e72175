"""What is asked of districts and agencies: which there are, and how much is stored of each."""
