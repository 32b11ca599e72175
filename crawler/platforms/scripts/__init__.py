"""What the scripts of a listing say: links they write, data they hold, lists they fetch. Read, never run."""
