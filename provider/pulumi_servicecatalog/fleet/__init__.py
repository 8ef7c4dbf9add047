"""Many accounts and Regions: which there are, how each is entered, and how work goes through them side by side."""
