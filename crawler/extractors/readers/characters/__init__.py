"""Tables whose cells plain characters hold apart: frames drawn with them, bars, tabs and commas."""
