"""What is said to people who need help for themselves or somebody else, and the words by which they are recognised."""
