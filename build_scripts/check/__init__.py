"""Raw tables to typed tables, one kind at a time; what does not fit becomes a finding."""
