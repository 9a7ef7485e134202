// Opens many watches of workflows at once, as that many clients with a connection each, and measures when events arrive.
//
// The argument names a file with a JSON document (type plan). What is written to standard output, a JSON document a line:
// first how the watches were opened, and, once a number of events was read from standard input, what came of them.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// What to open. Headers hold the caller's token, which is why all this is in a file and not in the list of processes.
type plan struct {
	Protocol  string            `json:"protocol"` // "http/1.1" or "grpc"
	URL       string            `json:"url"`
	Authority string            `json:"authority"` // empty for that of the URL
	Headers   map[string]string `json:"headers"`
	Message   []byte            `json:"message"` // the request of gRPC
	Watchers  int               `json:"watchers"`
	Patience  float64           `json:"patience"` // seconds, for the opening and for what is still to come at the end
}

type opening struct {
	Open    int     `json:"open"`
	Seconds float64 `json:"seconds"`
	Failure string  `json:"failure"`
}

type outcome struct {
	Latencies []float64 `json:"latencies"` // milliseconds, of each event at each watcher
	Missing   int       `json:"missing"`
	Repeated  int       `json:"repeated"`
	Ended     int       `json:"ended"`
	Failure   string    `json:"failure"`
}

func main() {
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(file string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var plan plan
	if err := json.Unmarshal(text, &plan); err != nil {
		return err
	}
	patience := time.Duration(plan.Patience * float64(time.Second))
	began := time.Now()
	crowd := open(context.Background(), plan)
	opened := crowd.await(func(w *watcher) bool { return w.open }, patience)
	say(opening{opened, time.Since(began).Seconds(), crowd.failure()})
	// Each line: how many events every watcher must have seen since the line before.
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		expected, err := strconv.Atoi(strings.TrimSpace(lines.Text()))
		if err != nil {
			return err
		}
		crowd.await(func(w *watcher) bool { return len(w.latencies) >= expected }, patience)
		say(crowd.outcome(expected))
	}
	return lines.Err()
}

func say(document any) {
	if err := json.NewEncoder(os.Stdout).Encode(document); err != nil {
		os.Exit(1) // nobody listens
	}
}
