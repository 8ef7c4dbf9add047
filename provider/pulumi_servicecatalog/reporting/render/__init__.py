"""What a report looks like, in each format. Every text of AWS or a program stays text in all of them."""
