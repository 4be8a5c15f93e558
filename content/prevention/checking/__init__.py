"""`homthu content check`: what keeps an item from being sent, each fault with the file, what is wrong and what to do."""
