"""An Argo Server that is away for a minute."""
