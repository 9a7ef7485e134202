# A hub for tests: people without passwords, whose servers show the environment that a kernel would have.
import os
import sys

c = get_config()  # noqa: F821
home = os.environ["TEST_HOME"]

c.JupyterHub.bind_url = os.environ["TEST_ADDRESS"]
c.JupyterHub.ssl_cert = os.environ["TEST_CERTIFICATE"]
c.JupyterHub.ssl_key = os.environ["TEST_KEY"]
c.JupyterHub.hub_bind_url = os.environ["TEST_HUB_ADDRESS"]
c.ConfigurableHTTPProxy.api_url = os.environ["TEST_PROXY_API"]
c.ConfigurableHTTPProxy.command = [os.environ["TEST_PROXY"]]
c.JupyterHub.db_url = "sqlite:///:memory:"
c.JupyterHub.cookie_secret_file = os.path.join(home, "cookie-secret")
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = os.path.join(home, "{username}")
c.Spawner.cmd = [sys.executable, os.environ["TEST_SERVER"]]
c.JupyterHub.load_groups = {"students": {"users": ["bob"]}}

# As docs/identities.md says. Only mallory's server does not get the scope.
c.JupyterHub.services = [
    {"name": "tiphys"},
    {"name": "tests", "api_token": os.environ["TEST_TOKEN"]},
]
c.JupyterHub.load_roles = [
    {"name": "user", "scopes": ["self", "access:services!service=tiphys"]},
    {
        "name": "tests",
        "scopes": ["admin:users", "admin:servers", "tokens", "access:services"],
        "services": ["tests"],
    },
]


def scopes(spawner):
    usual = ["access:servers!server", "users:activity!user"]
    return usual if spawner.user.name == "mallory" else [*usual, "access:services!service=tiphys"]


c.Spawner.server_token_scopes = scopes
c.Spawner.environment = {"TIPHYS_TOKEN": lambda spawner: spawner.api_token}
