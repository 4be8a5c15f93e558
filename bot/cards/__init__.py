"""Draws an item's picture from its words: 1080 × 1080, readable on a phone. Slow: only in a worker process."""
