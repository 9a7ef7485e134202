"""The version of the checkout, its changelog, and what tools/release makes of them."""
