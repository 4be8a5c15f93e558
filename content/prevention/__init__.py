"""What is said to prevent harm: items with their sources, when each is due, and the check that guards them."""
