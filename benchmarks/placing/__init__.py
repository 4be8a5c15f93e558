"""The cases of the places benchmark: how they are made, and how answers to them are judged."""
