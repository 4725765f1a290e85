"""Tables and geometry to drawings: classes, legends, features. Pure functions."""
