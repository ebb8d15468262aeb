"""What the report says each mechanism does, as numbers that can be false: shared by tests of directions."""
