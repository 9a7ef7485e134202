// Command expression-oracle answers what Argo Workflows 4.0.5 makes of conditions and expressions. The tests of the validator hold
// their reading against it. A request is a line with a command and the text in base64:
//
//	when <text>     as shouldExecute in workflow/controller/steps.go
//	syntax <text>   whether expr-lang reads the expression
//	retry <text>    as the expression of a retryStrategy, util/expr/argoexpr
//
// The answer is a line: ok, or why it is refused.
package main

import (
	"bufio"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/Knetic/govaluate"
	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/builtin"
	"github.com/expr-lang/expr/parser"
)

func main() {
	input := bufio.NewReaderSize(os.Stdin, 1<<20)
	output := bufio.NewWriter(os.Stdout)
	for {
		line, err := input.ReadString('\n')
		if err != nil {
			return
		}
		command, encoded, _ := strings.Cut(strings.TrimSpace(line), " ")
		text, err := base64.StdEncoding.DecodeString(encoded)
		if err != nil {
			panic(err)
		}
		answer := "ok"
		if refused := ask(command, string(text)); refused != nil {
			answer = strings.ReplaceAll(refused.Error(), "\n", " ")
		}
		fmt.Fprintln(output, answer)
		if output.Flush() != nil {
			return
		}
	}
}

func ask(command, text string) (refused error) {
	defer func() {
		if reason := recover(); reason != nil {
			refused = fmt.Errorf("panic: %v", reason)
		}
	}()
	switch command {
	case "when":
		return when(text)
	case "syntax":
		_, err := parser.Parse(text)
		return err
	default:
		return retry(text)
	}
}

func when(text string) error {
	expression, err := govaluate.NewEvaluableExpression(text)
	if err != nil {
		return err
	}
	tokens := expression.Tokens()
	for i, token := range tokens {
		if token.Kind == govaluate.VARIABLE {
			tokens[i].Kind = govaluate.STRING
		}
	}
	expression, err = govaluate.NewEvaluableExpressionFromTokens(tokens)
	if err != nil {
		return err
	}
	return truth(expression.Evaluate(nil))
}

func retry(text string) error {
	environment := map[string]interface{}{
		"retries": "1",
		"lastRetry": map[string]interface{}{
			"exitCode": "1", "status": "Failed", "duration": "1.5", "message": "main: Error (exit code 1)",
		},
		"asInt":    builtin.Int,
		"asFloat":  builtin.Float,
		"jsonpath": func(string, string) interface{} { return nil },
		"toJson":   func(interface{}) string { return "" },
		"sprig":    map[string]interface{}{},
	}
	program, err := expr.Compile(text, expr.Env(environment))
	if err != nil {
		return err
	}
	return truth(expr.Run(program, environment))
}

func truth(result interface{}, err error) error {
	if err != nil {
		return err
	}
	if _, ok := result.(bool); !ok {
		return errors.New("not true or false")
	}
	return nil
}
