package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/http"
)

// Watches over a connection of its own, as Argo's clients do, and hands each message on until the stream ends. The bytes
// are the callee's until it returns. Never nil: a watch has no end of its own.
func watch(ctx context.Context, plan plan, take func(message []byte)) error {
	request, err := request(ctx, plan)
	if err != nil {
		return err
	}
	protocols := new(http.Protocols)
	protocols.SetHTTP1(plan.Protocol != "grpc")
	protocols.SetUnencryptedHTTP2(plan.Protocol == "grpc")
	client := http.Client{Transport: &http.Transport{Protocols: protocols}}
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		text, _ := io.ReadAll(io.LimitReader(response.Body, 500))
		return fmt.Errorf("%s %s", response.Status, text)
	}
	body := bufio.NewReader(response.Body)
	if plan.Protocol == "grpc" {
		err = frames(body, take)
	} else {
		err = lines(body, take)
	}
	return fmt.Errorf("the watch ended: %w%s", err, status(response))
}

func request(ctx context.Context, plan plan) (*http.Request, error) {
	method, body := http.MethodGet, io.Reader(nil)
	if plan.Protocol == "grpc" {
		frame := binary.BigEndian.AppendUint32([]byte{0}, uint32(len(plan.Message)))
		method, body = http.MethodPost, bytes.NewReader(append(frame, plan.Message...))
	}
	request, err := http.NewRequestWithContext(ctx, method, plan.URL, body)
	if err != nil {
		return nil, err
	}
	for name, value := range plan.Headers {
		request.Header.Set(name, value)
	}
	if plan.Authority != "" {
		request.Host = plan.Authority
	}
	return request, nil
}

func lines(body *bufio.Reader, take func([]byte)) error {
	for {
		line, err := body.ReadBytes('\n')
		if err != nil {
			return err
		}
		take(line)
	}
}

// The length-prefixed messages of gRPC.
func frames(body *bufio.Reader, take func([]byte)) error {
	var prefix [5]byte
	var message []byte
	for {
		if _, err := io.ReadFull(body, prefix[:]); err != nil {
			return err
		}
		if prefix[0] != 0 {
			return errors.New("a compressed message, which was not asked for")
		}
		length := int(binary.BigEndian.Uint32(prefix[1:]))
		if cap(message) < length {
			message = make([]byte, length)
		}
		message = message[:length]
		if _, err := io.ReadFull(body, message); err != nil {
			return err
		}
		take(message)
	}
}

func status(response *http.Response) string {
	for _, headers := range []http.Header{response.Trailer, response.Header} {
		if code := headers.Get("Grpc-Status"); code != "" {
			return fmt.Sprintf(", grpc-status %s %s", code, headers.Get("Grpc-Message"))
		}
	}
	return ""
}
