"""Pages of paper, from a PDF file or from a scanner: lines and ruled tables at their places, made one document."""
