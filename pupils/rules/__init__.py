"""What a register file says: reading, columns, errors and differences, with no database and no page."""
