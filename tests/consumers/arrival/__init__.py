"""What arrives in each consumer of each format: measured field by field, kept, and told in docs/consumers.md."""
