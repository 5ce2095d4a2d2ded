"""What a browser gets: templates, styles, scripts, icons and words."""
