"""Attachments made anew in a child process with bounds: what a reader sees stays, hidden parts, scripts and metadata are gone."""
