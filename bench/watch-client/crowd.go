package main

import (
	"bytes"
	"context"
	"strconv"
	"sync"
	"time"
)

// How many watches are being opened at the same time.
const openingAtOnce = 50

// Stands in each watched workflow, before the time in nanoseconds at which its creation was asked for; 0 is a workflow
// that was there before: whoever sees it is watching.
var sentMark = []byte("sent:")

// One watch. Guarded by the crowd's lock.
type watcher struct {
	open      bool
	last      int64
	latencies []float64
	repeated  int
	ended     error
}

type crowd struct {
	lock     sync.Mutex
	changed  chan struct{}
	watchers []*watcher
}

func open(ctx context.Context, plan plan) *crowd {
	crowd := &crowd{changed: make(chan struct{}, 1)}
	turns := make(chan struct{}, openingAtOnce)
	for range plan.Watchers {
		w := &watcher{}
		crowd.watchers = append(crowd.watchers, w)
		go func() {
			turns <- struct{}{}
			opened := sync.OnceFunc(func() { <-turns })
			err := watch(ctx, plan, func(message []byte) {
				if crowd.take(w, message) {
					opened()
				}
			})
			crowd.end(w, err)
			opened()
		}()
	}
	return crowd
}

// Records an event; whether the message was one.
func (c *crowd) take(w *watcher, message []byte) bool {
	now := time.Now().UnixNano()
	sent, found := sentAt(message)
	if !found {
		return false
	}
	c.lock.Lock()
	defer c.lock.Unlock()
	switch {
	case sent == 0:
		w.open = true
	case sent <= w.last:
		w.repeated++
	default:
		w.last = sent
		w.latencies = append(w.latencies, float64(now-sent)/1e6)
	}
	c.tell()
	return true
}

func (c *crowd) end(w *watcher, err error) {
	c.lock.Lock()
	defer c.lock.Unlock()
	w.ended = err
	c.tell()
}

func (c *crowd) tell() {
	select {
	case c.changed <- struct{}{}:
	default: // it is known already that something changed
	}
}

// Waits until the condition holds for all watchers or time is over; for how many it holds.
func (c *crowd) await(condition func(*watcher) bool, patience time.Duration) int {
	over := time.After(patience)
	for {
		holds, hopeless := c.count(condition)
		if holds+hopeless == len(c.watchers) {
			return holds
		}
		select {
		case <-c.changed:
			time.Sleep(time.Millisecond) // counting takes the lock that the events need
		case <-over:
			return holds
		}
	}
}

func (c *crowd) count(condition func(*watcher) bool) (holds int, hopeless int) {
	c.lock.Lock()
	defer c.lock.Unlock()
	for _, w := range c.watchers {
		if condition(w) {
			holds++
		} else if w.ended != nil {
			hopeless++
		}
	}
	return holds, hopeless
}

func (c *crowd) failure() string {
	c.lock.Lock()
	defer c.lock.Unlock()
	for _, w := range c.watchers {
		if w.ended != nil {
			return w.ended.Error()
		}
	}
	return ""
}

// What came, and a fresh start for the next events.
func (c *crowd) outcome(expected int) outcome {
	failure := c.failure()
	c.lock.Lock()
	defer c.lock.Unlock()
	result := outcome{Latencies: []float64{}, Failure: failure}
	for _, w := range c.watchers {
		result.Latencies = append(result.Latencies, w.latencies...)
		result.Missing += max(0, expected-len(w.latencies))
		result.Repeated += w.repeated
		if w.ended != nil {
			result.Ended++
		}
		w.latencies, w.repeated = nil, 0
	}
	return result
}

func sentAt(message []byte) (int64, bool) {
	_, rest, found := bytes.Cut(message, sentMark)
	if !found {
		return 0, false
	}
	digits, _, found := bytes.Cut(rest, []byte(";"))
	if !found {
		return 0, false
	}
	sent, err := strconv.ParseInt(string(digits), 10, 64)
	return sent, err == nil
}
