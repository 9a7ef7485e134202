package main

import (
	"os"
	"regexp"

	"github.com/argoproj/argo-workflows/v4/pkg/apiclient/clusterworkflowtemplate"
	"github.com/argoproj/argo-workflows/v4/pkg/apiclient/cronworkflow"
	"github.com/argoproj/argo-workflows/v4/pkg/apiclient/workflow"
	"github.com/argoproj/argo-workflows/v4/pkg/apiclient/workflowtemplate"
	"github.com/argoproj/argo-workflows/v4/pkg/apis/workflow/v1alpha1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/yaml"
)

var documents = regexp.MustCompile(`(?m)^---.*$`)

// example gives the request that creates each object of a file; what is none of Argo's four kinds is left out.
func example(file string) []request {
	text, err := os.ReadFile(file)
	must(err)
	var found []request
	for _, document := range documents.Split(string(text), -1) {
		var kind metav1.TypeMeta
		must(yaml.Unmarshal([]byte(document), &kind))
		add := func(method string, object any, whole any) {
			must(yaml.Unmarshal([]byte(document), object))
			found = append(found, request{method, encode(whole)})
		}
		switch kind.Kind {
		case "Workflow":
			one := &v1alpha1.Workflow{}
			add("/workflow.WorkflowService/CreateWorkflow", one,
				&workflow.WorkflowCreateRequest{Namespace: "argo", Workflow: one})
		case "WorkflowTemplate":
			one := &v1alpha1.WorkflowTemplate{}
			add("/workflowtemplate.WorkflowTemplateService/CreateWorkflowTemplate", one,
				&workflowtemplate.WorkflowTemplateCreateRequest{Namespace: "argo", Template: one})
		case "ClusterWorkflowTemplate":
			one := &v1alpha1.ClusterWorkflowTemplate{}
			add("/clusterworkflowtemplate.ClusterWorkflowTemplateService/CreateClusterWorkflowTemplate", one,
				&clusterworkflowtemplate.ClusterWorkflowTemplateCreateRequest{Template: one})
		case "CronWorkflow":
			one := &v1alpha1.CronWorkflow{}
			add("/cronworkflow.CronWorkflowService/CreateCronWorkflow", one,
				&cronworkflow.CreateCronWorkflowRequest{Namespace: "argo", CronWorkflow: one})
		}
	}
	return found
}
