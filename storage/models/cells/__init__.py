"""The numbers: wide rows made from the forms, what is not a plain number, and the dictionary of measures."""
