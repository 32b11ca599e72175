"""What is done with the archive as a whole: taken in, mended, packed anew, and the database made anew from it."""
