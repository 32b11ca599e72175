"""The parts of the writer: places, pages, versions. Only ``storage.writer`` uses them."""
