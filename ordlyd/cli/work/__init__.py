"""What commands do once they are chosen: here the heavy packages are imported, and not before."""
