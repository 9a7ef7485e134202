// Command table writes what the gateway knows of the request messages of an Argo Server: for each message the number of
// every field, the name that it has in JSON, and its type. All of it is read from the struct tags of the Go types, which
// Argo's own protobuf and JSON codes are made from or work by.
package main

import (
	"encoding/json"
	"os"
	"reflect"
	"runtime/debug"
	"sort"
	"strconv"
	"strings"

	"tiphys.io/tools/argo-messages/methods"
)

const (
	kubernetes = "k8s.io/apimachinery/pkg/"
	workflows  = "github.com/argoproj/argo-workflows/v4/pkg/apis/workflow/v1alpha1."
	events     = "github.com/argoproj/argo-events/pkg/apis/events/v1alpha1."
)

// Types whose JSON is not made by encoding/json's own rules. A type with a MarshalJSON that is not here stops the tool.
var (
	// Where a message stands, JSON has the value of its field 1, in this notation.
	transparent = map[string]string{
		kubernetes + "apis/meta/v1.FieldsV1": "json",
		kubernetes + "runtime.RawExtension":  "json",
		workflows + "Amount":                 "number",
		workflows + "Item":                   "json",
		workflows + "Object":                 "json",
		workflows + "ParallelSteps":          "",
		workflows + "Plugin":                 "",
		events + "Amount":                    "number",
		events + "K8SResource":               "json",
	}
	scalars = map[string]string{
		kubernetes + "api/resource.Quantity":   "quantity",
		kubernetes + "apis/meta/v1.Time":       "time",
		kubernetes + "util/intstr.IntOrString": "int-or-string",
		events + "Int64OrString":               "long-or-string",
		workflows + "AnyString":                "string",
	}

	// Fields of 3.6 and 3.7 that 4.0 no longer reads, so that what an older client says can be shown to it.
	earlier = map[string]map[string]string{
		"workflow/v1alpha1.CronWorkflowSpec": {"2": "schedule string"},
		"workflow/v1alpha1.Synchronization": {
			"1": "semaphore *workflow/v1alpha1.SemaphoreRef", "2": "mutex *workflow/v1alpha1.Mutex",
		},
		"workflow/v1alpha1.WorkflowSpec": {"24": "podPriority *int32"},
	}
	marshaler = reflect.TypeFor[json.Marshaler]()
)

type table struct {
	names    map[string]reflect.Type
	messages map[string]map[string]string
}

func main() {
	found := table{map[string]reflect.Type{}, map[string]map[string]string{}}
	requests := map[string]string{}
	for method, request := range methods.Requests() {
		requests[method] = found.message(request)
	}
	found.addEarlier()
	os.Stdout.WriteString("{\n  \"argo\": \"" + argoVersion() + "\",\n  \"methods\": {\n" + lines(requests) +
		"\n  },\n  \"messages\": {\n" + lines(found.messages) + "\n  }\n}\n")
}

// A number is never given to another field: what 4.0 dropped can be added to what it has.
func (t table) addEarlier() {
	for message, fields := range earlier {
		for number, field := range fields {
			if _, taken := t.messages[message][number]; taken {
				panic(message + " has a field " + number)
			}
			t.messages[message][number] = field
		}
	}
}

func lines[V any](entries map[string]V) string {
	var all []string
	for key, value := range entries {
		line, err := json.Marshal(value)
		if err != nil {
			panic(err)
		}
		all = append(all, "    \""+key+"\": "+string(line))
	}
	sort.Strings(all)
	return strings.Join(all, ",\n")
}

func argoVersion() string {
	build, _ := debug.ReadBuildInfo()
	for _, module := range build.Deps {
		if strings.HasPrefix(module.Path, "github.com/argoproj/argo-workflows/") {
			return strings.TrimPrefix(module.Version, "v")
		}
	}
	panic("built without Argo Workflows")
}

func fullName(t reflect.Type) string { return t.PkgPath() + "." + t.Name() }

// message describes a struct and everything that it refers to, once, and gives its name.
func (t table) message(message reflect.Type) string {
	path := strings.Split(message.PkgPath(), "/")
	name := path[len(path)-2] + "/" + path[len(path)-1] + "." + message.Name()
	if known, taken := t.names[name]; taken {
		if known != message {
			panic("two messages are called " + name)
		}
		return name
	}
	if _, special := transparent[fullName(message)]; !special && message.Implements(marshaler) {
		panic("JSON of unknown making: " + fullName(message))
	}
	t.names[name] = message
	fields := map[string]string{}
	t.messages[name] = fields
	for _, field := range reflect.VisibleFields(message) {
		if len(field.Index) == 1 && field.Tag.Get("protobuf") != "" {
			number := strings.Split(field.Tag.Get("protobuf"), ",")[1]
			if _, twice := fields[number]; twice {
				panic("two fields have number " + number + " in " + name)
			}
			fields[number] = t.field(message, field)
		}
	}
	t.verifyNames(name, message)
	return name
}

// field gives "<json name> <type>"; the name is "." for a struct whose fields JSON has in its owner, "=" where the owner is
// written as the value of this field, and "-" for what JSON cannot say.
func (t table) field(owner reflect.Type, field reflect.StructField) string {
	tag := strings.Split(field.Tag.Get("json"), ",")
	for _, option := range tag[1:] {
		if option == "string" {
			panic("a number as a string in " + fullName(owner))
		}
	}
	if kind, special := transparent[fullName(owner)]; special {
		if kind == "" {
			kind = t.typed(field)
		}
		return "= " + kind
	}
	name := tag[0]
	switch {
	case name == "" && field.Anonymous:
		name = "."
	case name == "":
		name = field.Name
	}
	return name + " " + t.typed(field)
}

func (t table) typed(field reflect.StructField) string {
	tag := strings.Split(field.Tag.Get("protobuf"), ",")
	goType := field.Type
	switch {
	case tag[2] == "req":
		panic("a required field: " + field.Name)
	case goType.Kind() == reflect.Map:
		if goType.Key().Kind() != reflect.String {
			panic("a map without string keys: " + field.Name)
		}
		return "{}" + t.element(goType.Elem())
	case goType.Kind() == reflect.Slice && goType.Elem().Kind() != reflect.Uint8:
		element := goType.Elem()
		if element.Kind() == reflect.Pointer {
			element = element.Elem()
		}
		return "[]" + t.element(element)
	case goType.Kind() == reflect.Pointer:
		return "*" + t.element(goType.Elem())
	}
	return t.element(goType)
}

// The wire type follows from the Go type: Kubernetes has tags that name another one than its code reads.
func (t table) element(goType reflect.Type) string {
	if kind, special := scalars[fullName(goType)]; special {
		return kind
	}
	kinds := map[reflect.Kind]string{
		reflect.Bool: "bool", reflect.Int32: "int32", reflect.Int64: "int64", reflect.Int: "int64", reflect.String: "string",
		reflect.Uint64: "uint64",
	}
	if goType.Kind() == reflect.Struct {
		return t.message(goType)
	}
	if goType.Kind() == reflect.Slice && goType.Elem().Kind() == reflect.Uint8 {
		return "bytes"
	}
	kind, known := kinds[goType.Kind()]
	if !known || goType.Implements(marshaler) {
		panic("no notation for " + goType.String())
	}
	return kind
}

// Go's JSON lets the outer of two fields of one name win; no message makes use of that, and none shall unseen.
func (t table) verifyNames(message string, owner reflect.Type) {
	if _, special := transparent[fullName(owner)]; special {
		return
	}
	seen := map[string]bool{}
	var verify func(string)
	verify = func(one string) {
		numbers := make([]int, 0)
		for number := range t.messages[one] {
			value, _ := strconv.Atoi(number)
			numbers = append(numbers, value)
		}
		sort.Ints(numbers)
		for _, number := range numbers {
			name, kind, _ := strings.Cut(t.messages[one][strconv.Itoa(number)], " ")
			if name == "." {
				verify(strings.TrimPrefix(kind, "*"))
				continue
			}
			if seen[name] {
				panic("two fields are called " + name + " in " + message)
			}
			seen[name] = true
		}
	}
	verify(message)
}
