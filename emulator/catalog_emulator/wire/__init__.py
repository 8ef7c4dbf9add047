"""Between the socket and moto: who calls what, in which protocol, and how the answer is spelt."""
