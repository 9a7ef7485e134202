// Command yaml-oracle answers what Kubernetes' and Argo's reader (sigs.k8s.io/yaml, as Argo Workflows 4.0.5 pins it) makes of
// a text. The tests of the validator hold their reading against it. A request is a line with a command and the text in base64:
//
//	yaml <text>   the JSON of one YAML text, which may begin with a byte order mark
//	file <text>   the JSON of a file as argo reads it: the file itself when it is JSON, otherwise each piece between lines
//	              that begin with ---, white space left out
//
// The answer is a line of JSON: for each piece its JSON, or why it is refused.
package main

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strings"

	"sigs.k8s.io/yaml"
)

// piece is what was read of a text.
type piece struct {
	// JSON is what the text says; of two equal keys the last counts.
	JSON json.RawMessage `json:"json,omitempty"`
	// Refused says why it cannot be read.
	Refused string `json:"refused,omitempty"`
	// Strict says why it cannot be read when no key may stand twice.
	Strict string `json:"strict,omitempty"`
}

// As in workflow/common/parse.go of Argo.
var separator = regexp.MustCompile(`\n---`)

func main() {
	input := bufio.NewReaderSize(os.Stdin, 1<<20)
	output := bufio.NewWriter(os.Stdout)
	encoder := json.NewEncoder(output)
	encoder.SetEscapeHTML(false)
	for {
		line, err := input.ReadString('\n')
		if err != nil {
			return
		}
		command, encoded, _ := strings.Cut(strings.TrimSpace(line), " ")
		text, err := base64.StdEncoding.DecodeString(encoded)
		must(err)
		must(encoder.Encode(answer(command, text)))
		must(output.Flush())
	}
}

func answer(command string, text []byte) []piece {
	switch command {
	case "yaml":
		return []piece{read(text)}
	case "file":
		return file(text)
	}
	panic("no command " + command)
}

func file(text []byte) []piece {
	var whole json.RawMessage
	if json.Unmarshal(text, &whole) == nil {
		return []piece{{JSON: whole}}
	}
	pieces := []piece{}
	for _, part := range separator.Split(string(text), -1) {
		if strings.TrimSpace(part) != "" {
			pieces = append(pieces, read([]byte(part)))
		}
	}
	return pieces
}

func read(text []byte) (result piece) {
	defer func() {
		if crash := recover(); crash != nil {
			result = piece{Refused: fmt.Sprint("crash: ", crash)}
		}
	}()
	lenient, err := yaml.YAMLToJSON(text)
	if err != nil {
		return piece{Refused: err.Error()}
	}
	result.JSON = lenient
	if _, err := yaml.YAMLToJSONStrict(text); err != nil {
		result.Strict = err.Error()
	}
	return result
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
