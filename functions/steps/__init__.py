"""One file a kind of work; `table` lists them."""
