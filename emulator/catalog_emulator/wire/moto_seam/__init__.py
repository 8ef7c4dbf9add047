"""moto's seam: what takes the place of moto's Service Catalog and CloudFormation.

moto looks for a backend in a module `models` and for its routes in a module `urls` beside it, so that these two
names, and that of the class in `responses`, are moto's.
"""
