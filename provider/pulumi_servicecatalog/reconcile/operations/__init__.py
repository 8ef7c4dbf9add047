"""One module for each request to Service Catalog that changes something."""
