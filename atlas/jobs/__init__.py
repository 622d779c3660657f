"""Files that are too long to make for one request, made piece by piece."""
