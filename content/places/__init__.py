"""Where things happen: provinces and communes of today, old names, and what people type."""
