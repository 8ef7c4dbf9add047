"""The only door to AWS, and the only place that imports boto3. Raw answers are parsed here and go no further."""
