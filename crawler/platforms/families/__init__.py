"""The CMS families: one module each, with its marks and one pure function from a page to a step."""
