"""What can go wrong with a machine, done to the program on purpose; and what it holds afterwards compared."""
