package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"

	"github.com/argoproj/argo-workflows/v4/pkg/apiclient/clusterworkflowtemplate"
	"github.com/argoproj/argo-workflows/v4/pkg/apiclient/cronworkflow"
	events "github.com/argoproj/argo-workflows/v4/pkg/apiclient/event"
	"github.com/argoproj/argo-workflows/v4/pkg/apiclient/eventsource"
	"github.com/argoproj/argo-workflows/v4/pkg/apiclient/info"
	"github.com/argoproj/argo-workflows/v4/pkg/apiclient/sensor"
	"github.com/argoproj/argo-workflows/v4/pkg/apiclient/sync"
	"github.com/argoproj/argo-workflows/v4/pkg/apiclient/workflow"
	"github.com/argoproj/argo-workflows/v4/pkg/apiclient/workflowarchive"
	"github.com/argoproj/argo-workflows/v4/pkg/apiclient/workflowtemplate"
	argojson "github.com/argoproj/argo-workflows/v4/util/json"
	"github.com/grpc-ecosystem/grpc-gateway/runtime"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
)

// router is Argo's HTTP side: its generated handlers in the mux that server/apiserver/argoserver.go makes. Where Argo calls
// its gRPC side, the router keeps the call.
type router struct {
	handler http.Handler
	called  *request
}

func newRouter() *router {
	made := &router{}
	conn, err := grpc.NewClient("passthrough:nowhere",
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithUnaryInterceptor(func(_ context.Context, method string, message, _ any, _ *grpc.ClientConn,
			_ grpc.UnaryInvoker, _ ...grpc.CallOption) error {
			return made.keep(method, message)
		}),
		grpc.WithStreamInterceptor(func(_ context.Context, _ *grpc.StreamDesc, _ *grpc.ClientConn, method string,
			_ grpc.Streamer, _ ...grpc.CallOption) (grpc.ClientStream, error) {
			return &keptStream{made, method}, nil
		}))
	must(err)
	gateway := runtime.NewServeMux(
		runtime.WithMarshalerOption(runtime.MIMEWildcard, new(argojson.JSONMarshaler)),
		runtime.WithProtoErrorHandler(runtime.DefaultHTTPProtoErrorHandler))
	for _, register := range []func(context.Context, *runtime.ServeMux, *grpc.ClientConn) error{
		info.RegisterInfoServiceHandler,
		events.RegisterEventServiceHandler,
		eventsource.RegisterEventSourceServiceHandler,
		sensor.RegisterSensorServiceHandler,
		workflow.RegisterWorkflowServiceHandler,
		workflowtemplate.RegisterWorkflowTemplateServiceHandler,
		cronworkflow.RegisterCronWorkflowServiceHandler,
		workflowarchive.RegisterArchivedWorkflowServiceHandler,
		clusterworkflowtemplate.RegisterClusterWorkflowTemplateServiceHandler,
		sync.RegisterSyncServiceHandler,
	} {
		must(register(context.Background(), gateway, conn))
	}
	mux := http.NewServeMux()
	mux.Handle("/api/", gateway)
	made.handler = mux
	return made
}

func (r *router) keep(method string, message any) error {
	r.called = &request{method, encode(message)}
	return status.Error(codes.Unimplemented, "kept")
}

// route gives the call that Argo makes of an HTTP request, which is given as its bytes.
func (r *router) route(raw []byte) (made answer) {
	defer func() { // as net/http does: grpc-gateway panics at some queries
		if fault := recover(); fault != nil {
			made = answer{Refused: fmt.Sprint(fault)}
		}
	}()
	parsed, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(raw)))
	if err != nil {
		return answer{Refused: err.Error()}
	}
	r.called = nil
	recorder := httptest.NewRecorder()
	r.handler.ServeHTTP(recorder, parsed)
	if r.called == nil {
		return answer{Refused: strconv.Itoa(recorder.Code) + " " + recorder.Body.String()}
	}
	return answer{Requests: []request{*r.called}}
}

// keptStream is a stream whose first message is its last.
type keptStream struct {
	router *router
	method string
}

func (s *keptStream) SendMsg(message any) error    { return s.router.keep(s.method, message) }
func (s *keptStream) RecvMsg(any) error            { return io.EOF }
func (s *keptStream) CloseSend() error             { return nil }
func (s *keptStream) Header() (metadata.MD, error) { return nil, nil }
func (s *keptStream) Trailer() metadata.MD         { return nil }
func (s *keptStream) Context() context.Context     { return context.Background() }
