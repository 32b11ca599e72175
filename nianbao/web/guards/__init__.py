"""What every request passes before it reaches a page: how often, how large, and with which headers it goes back."""
