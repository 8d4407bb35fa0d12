"""The interface of a running Stadsbeeld, typed, for programs and for the command line."""
