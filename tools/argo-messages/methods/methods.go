// Package methods knows the request message of every RPC that an Argo Server serves.
package methods

import (
	"reflect"

	"github.com/argoproj/argo-workflows/v4/pkg/apiclient/clusterworkflowtemplate"
	"github.com/argoproj/argo-workflows/v4/pkg/apiclient/cronworkflow"
	"github.com/argoproj/argo-workflows/v4/pkg/apiclient/event"
	"github.com/argoproj/argo-workflows/v4/pkg/apiclient/eventsource"
	"github.com/argoproj/argo-workflows/v4/pkg/apiclient/info"
	"github.com/argoproj/argo-workflows/v4/pkg/apiclient/sensor"
	"github.com/argoproj/argo-workflows/v4/pkg/apiclient/sync"
	"github.com/argoproj/argo-workflows/v4/pkg/apiclient/workflow"
	"github.com/argoproj/argo-workflows/v4/pkg/apiclient/workflowarchive"
	"github.com/argoproj/argo-workflows/v4/pkg/apiclient/workflowtemplate"
	"google.golang.org/grpc"
)

// Requests gives the Go type of the request message by full method name, for example
// /workflow.WorkflowService/CreateWorkflow.
func Requests() map[string]reflect.Type {
	requests := map[string]reflect.Type{}
	add := func(implementation any, register func(*grpc.Server)) {
		server := grpc.NewServer()
		register(server)
		for service, described := range server.GetServiceInfo() {
			for _, method := range described.Methods {
				requests["/"+service+"/"+method.Name] = request(reflect.TypeOf(implementation), method)
			}
		}
	}
	workflows := &workflow.UnimplementedWorkflowServiceServer{}
	add(workflows, func(s *grpc.Server) { workflow.RegisterWorkflowServiceServer(s, workflows) })
	templates := &workflowtemplate.UnimplementedWorkflowTemplateServiceServer{}
	add(templates, func(s *grpc.Server) { workflowtemplate.RegisterWorkflowTemplateServiceServer(s, templates) })
	clusterTemplates := &clusterworkflowtemplate.UnimplementedClusterWorkflowTemplateServiceServer{}
	add(clusterTemplates, func(s *grpc.Server) {
		clusterworkflowtemplate.RegisterClusterWorkflowTemplateServiceServer(s, clusterTemplates)
	})
	crons := &cronworkflow.UnimplementedCronWorkflowServiceServer{}
	add(crons, func(s *grpc.Server) { cronworkflow.RegisterCronWorkflowServiceServer(s, crons) })
	archive := &workflowarchive.UnimplementedArchivedWorkflowServiceServer{}
	add(archive, func(s *grpc.Server) { workflowarchive.RegisterArchivedWorkflowServiceServer(s, archive) })
	infos := &info.UnimplementedInfoServiceServer{}
	add(infos, func(s *grpc.Server) { info.RegisterInfoServiceServer(s, infos) })
	events := &event.UnimplementedEventServiceServer{}
	add(events, func(s *grpc.Server) { event.RegisterEventServiceServer(s, events) })
	limits := &sync.UnimplementedSyncServiceServer{}
	add(limits, func(s *grpc.Server) { sync.RegisterSyncServiceServer(s, limits) })
	sources := &eventsource.UnimplementedEventSourceServiceServer{}
	add(sources, func(s *grpc.Server) { eventsource.RegisterEventSourceServiceServer(s, sources) })
	sensors := &sensor.UnimplementedSensorServiceServer{}
	add(sensors, func(s *grpc.Server) { sensor.RegisterSensorServiceServer(s, sensors) })
	return requests
}

// A unary method takes (receiver, context, request), a streaming one (receiver, request, stream).
func request(implementation reflect.Type, method grpc.MethodInfo) reflect.Type {
	found, known := implementation.MethodByName(method.Name)
	if !known {
		panic("no method " + method.Name)
	}
	if method.IsServerStream {
		return found.Type.In(1).Elem()
	}
	return found.Type.In(2).Elem()
}
