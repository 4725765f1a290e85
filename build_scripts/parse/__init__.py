"""What a submitted file holds, taken apart in a child process with bounds: only the standard library and small pure readers."""
