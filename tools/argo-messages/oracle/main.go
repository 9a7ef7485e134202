// Command oracle answers what Argo's own Go code makes of a request message. The tests of the gateway hold their reading
// against it. It reads commands from its input, one a line, and answers each with a line of JSON. The words of a command
// are separated by one space each; a message of no bytes is an empty word:
//
//	random <method> <seed>               a random valid request
//	example <file>                       the creating requests of the documents of a YAML file
//	clean <fields> <message>             the event of a watch that Argo sends of the workflow of a CreateWorkflow request
//	                                     (base64), without fields and with them
//	route <request>                      the call that Argo's HTTP side makes of a request (the bytes of HTTP/1.1, base64)
//	read <method> <message> [<json>]     what Argo reads of a message, and of the JSON that shall say the same (both base64)
package main

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"strconv"
	"strings"

	"github.com/argoproj/argo-workflows/v4/pkg/apiclient/workflow"
	"github.com/argoproj/argo-workflows/v4/pkg/apis/workflow/v1alpha1"
	"github.com/argoproj/argo-workflows/v4/util/fields"
	"google.golang.org/grpc/encoding"
	_ "google.golang.org/grpc/encoding/proto"
	"google.golang.org/grpc/mem"
	"tiphys.io/tools/argo-messages/methods"
)

type message interface {
	Marshal() ([]byte, error)
}

// request is a message with its method.
type request struct {
	Method  string `json:"method"`
	Message []byte `json:"message"`
}

type answer struct {
	Requests []request `json:"requests,omitempty"`
	// Refused says why Argo does not take the message.
	Refused string `json:"refused,omitempty"`
	// Read is what Argo took it for; Same is what it takes the given JSON for.
	Read json.RawMessage `json:"read,omitempty"`
	Same json.RawMessage `json:"same,omitempty"`
}

func main() {
	requests := methods.Requests()
	http := newRouter()
	input := bufio.NewReaderSize(os.Stdin, 1<<20)
	output := json.NewEncoder(os.Stdout)
	for {
		line, err := input.ReadString('\n')
		if err != nil {
			return
		}
		if err := output.Encode(carryOut(requests, http, strings.Split(strings.TrimSuffix(line, "\n"), " "))); err != nil {
			panic(err)
		}
	}
}

func carryOut(requests map[string]reflect.Type, http *router, words []string) answer {
	switch words[0] {
	case "random":
		seed, err := strconv.ParseInt(words[2], 10, 64)
		must(err)
		return answer{Requests: []request{{words[1], encode(random(requests[words[1]], seed))}}}
	case "example":
		return answer{Requests: example(words[1])}
	case "clean":
		return clean(words[1], unbase64(words[2]))
	case "route":
		return http.route(unbase64(words[1]))
	case "read":
		return read(requests[words[1]], words[2:])
	}
	panic("no command " + words[0])
}

// clean does what server/workflow/workflow_server.go does with an event of WatchWorkflows. The workflow is first taken
// through JSON, as it comes from Kubernetes: with what JSON it has itself in the one way in which that is written.
func clean(chosen string, message []byte) answer {
	var created workflow.WorkflowCreateRequest
	if err := decode(message, &created); err != nil {
		return answer{Refused: err.Error()}
	}
	if created.Workflow == nil {
		return answer{Refused: "no workflow"}
	}
	stored, cleaned := &v1alpha1.Workflow{}, &v1alpha1.Workflow{}
	if _, err := fields.NewCleaner("-").Clean(created.Workflow, stored); err != nil {
		return answer{Refused: err.Error()}
	}
	if _, err := fields.NewCleaner(chosen).WithoutPrefix("result.object.").Clean(stored, cleaned); err != nil {
		return answer{Refused: err.Error()}
	}
	return answer{Requests: []request{{"", event(stored)}, {"", event(cleaned)}}}
}

func event(object *v1alpha1.Workflow) []byte {
	return encode(&workflow.WorkflowWatchEvent{Type: "MODIFIED", Object: object})
}

func read(requested reflect.Type, words []string) answer {
	taken := reflect.New(requested).Interface()
	if err := decode(unbase64(words[0]), taken); err != nil {
		return answer{Refused: err.Error()}
	}
	text, err := json.Marshal(taken)
	if err != nil {
		return answer{Refused: "no JSON: " + err.Error()}
	}
	if len(words) == 1 {
		return answer{Read: text}
	}
	same := reflect.New(requested).Interface()
	if err := json.NewDecoder(bytes.NewReader(unbase64(words[1]))).Decode(same); err != nil {
		return answer{Read: text, Same: quote(err.Error())}
	}
	again, err := json.Marshal(same)
	if err != nil {
		return answer{Read: text, Same: quote(err.Error())}
	}
	return answer{Read: text, Same: again}
}

// decode goes through gRPC's codec, as in the server.
func decode(data []byte, into any) (err error) {
	defer func() {
		if panicked := recover(); panicked != nil {
			err = fmt.Errorf("panic: %v", panicked)
		}
	}()
	return encoding.GetCodecV2("proto").Unmarshal(mem.BufferSlice{mem.SliceBuffer(data)}, into)
}

func encode(value any) []byte {
	data, err := value.(message).Marshal()
	must(err)
	return data
}

func unbase64(text string) []byte {
	data, err := base64.StdEncoding.DecodeString(text)
	must(err)
	return data
}

func quote(text string) json.RawMessage {
	quoted, err := json.Marshal("error: " + text)
	must(err)
	return quoted
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
