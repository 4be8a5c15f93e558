"""The web page: the whole conversation in a browser, with or without JavaScript."""
