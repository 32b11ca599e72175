"""How numbers become what people see: figures with what they are worth, lines, tables, what to choose from."""
