"""What needs crawler and storage together: reading again, rebuilding, the demo, the check-up."""
