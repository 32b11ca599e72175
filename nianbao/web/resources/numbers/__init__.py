"""Numbers over years and bodies: lines, points, and what they are of."""
