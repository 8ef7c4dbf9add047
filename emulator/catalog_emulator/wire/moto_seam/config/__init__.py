"""AWS Config's place in moto, which lacks the queries of an aggregator."""
