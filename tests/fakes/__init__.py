"""Stand-ins for what the provider meets outside of itself: time, AWS, and Pulumi's engine."""
