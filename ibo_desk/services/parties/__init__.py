"""Who takes part: organisations, people, mandates and bodies, and forgetting a person."""
