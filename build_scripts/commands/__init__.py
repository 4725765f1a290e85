"""The commands of `gongkai`, one a module: `run(options, voice)` does what was asked and returns the exit code."""
