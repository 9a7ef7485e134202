# Stands for a single-user server: it answers the hub, and leaves the token that its kernels would have in a file.
import http.server
import os
from urllib.parse import urlsplit


class Anything(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()


assert os.environ["TIPHYS_TOKEN"] == os.environ["JUPYTERHUB_API_TOKEN"]
with open("token.unfinished", "w") as file:
    file.write(os.environ["JUPYTERHUB_API_TOKEN"])
os.rename("token.unfinished", "token")
address = urlsplit(os.environ["JUPYTERHUB_SERVICE_URL"])
http.server.HTTPServer((address.hostname, address.port), Anything).serve_forever()
