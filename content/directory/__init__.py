"""Numbers to call and places that help: those that ship, by place, and what units may enter beside them."""
