"""What is typed: the arguments, options and help of each command. The module beside this folder has what it does."""
