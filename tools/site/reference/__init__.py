"""The pages of docs/reference, generated from the contract, the definitions, the docstrings and the help."""
