"""The embedded illustrator: a picture of a shot, drawn in layers without any model."""
