"""What a federation sends becomes records in `data/`, or comes back with the mend; nothing is lost on the way."""
