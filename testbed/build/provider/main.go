// The OpenID provider of the single sign-on tests: the library zitadel/oidc, certified by the OpenID Foundation, with the
// users of its own example (test-user@localhost, password "verysecure"), on loopback.
package main

import (
	"log"
	"net/http"
	"os"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"
)

// Takes its port, and then the addresses to which it may send who has signed in.
func main() {
	if len(os.Args) < 3 {
		log.Fatal("usage: provider PORT REDIRECT-URI...")
	}
	issuer := "http://localhost:" + os.Args[1] + "/"
	storage.RegisterClients(storage.WebClient("argo", "secret", os.Args[2:]...))
	provider := exampleop.SetupServer(issuer, storage.NewStorage(storage.NewUserStore(issuer)), nil, false)
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Args[1], provider))
}
