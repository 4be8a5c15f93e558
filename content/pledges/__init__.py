"""The pledges that the plans ask households and groups to sign: their texts, with a version for a place where it has its own."""
