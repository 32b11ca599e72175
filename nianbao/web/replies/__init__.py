"""What goes back: a record in the shape that was asked for, or one sentence about what went wrong."""
