"""The gateway to AWS, and the only room that imports boto3. Responses are parsed here and go no further."""
