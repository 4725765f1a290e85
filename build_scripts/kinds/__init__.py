"""Record kinds, one a file: fields, constraints and references declared once; everything else follows."""
