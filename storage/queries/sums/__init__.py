"""What is asked over several reports: one number over agencies, or over years."""
