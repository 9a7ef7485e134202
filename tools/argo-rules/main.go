// Command argo-rules answers what Argo Workflows 4.0.5 makes of the annotation workflows.argoproj.io/rbac-rule. The tests of the
// gateway hold their evaluation against it. A request is a line of JSON with a rule and the claims of an Argo session, the answer
// a line: true, false, or error, for which Argo refuses the caller.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"github.com/argoproj/argo-workflows/v4/server/auth/types"
	"github.com/argoproj/argo-workflows/v4/util/expr/argoexpr"
	jsonutil "github.com/argoproj/argo-workflows/v4/util/json"
)

type request struct {
	Rule   string       `json:"rule"`
	Claims types.Claims `json:"claims"`
}

func main() {
	input := json.NewDecoder(bufio.NewReaderSize(os.Stdin, 1<<20))
	for {
		var asked request
		if input.Decode(&asked) != nil {
			return
		}
		fmt.Println(answer(asked))
	}
}

// answer does what getServiceAccount in server/auth/gatekeeper.go does with one account.
func answer(asked request) string {
	claims, err := jsonutil.Jsonify(&asked.Claims)
	if err != nil {
		return "error"
	}
	allowed, err := argoexpr.EvalBool(asked.Rule, claims)
	if err != nil {
		return "error"
	}
	return fmt.Sprint(allowed)
}
