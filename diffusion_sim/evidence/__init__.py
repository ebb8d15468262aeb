"""What speaks for the model, and what against it: verified, compared with data, and scored against simpler models."""
