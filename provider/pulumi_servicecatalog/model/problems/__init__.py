"""Every problem that a user can meet: a class for each code, a module for each subject."""
