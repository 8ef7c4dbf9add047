"""The nouns of Service Catalog as plain data: what is stored, and how it is shown.

Every class is frozen: a change makes a new value and stores it. The state machine and the rules live in
`servicecatalog`. Times are aware, in UTC; `ordinal` is the order of creation and the position in a listing.
"""
