"""What benchmarks.broadcast measures with: a strict stub of the Bot API, and senders on the product's own ledger."""
