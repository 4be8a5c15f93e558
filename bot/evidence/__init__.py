"""Rebuilds what people send from its pixels and sounds alone. Everything but `decoder` runs in processes that are thrown away."""
