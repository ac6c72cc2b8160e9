"""The closed grammar of what people type and files hold: a value, or the problems; never a guess."""
