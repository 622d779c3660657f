"""Reading the files of the region: pure functions from text to checked rows, with every problem found in them."""
