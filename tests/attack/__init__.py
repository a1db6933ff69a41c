"""An attacker: what follows from public figures, worked out without any code of the program."""
