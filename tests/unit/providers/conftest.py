"""What several tests of a program's process use."""

from support.program_process import engine
