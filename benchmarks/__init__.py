"""What the bulk path costs beside its peers; ratios of one run, never a test that a slow day could fail."""
