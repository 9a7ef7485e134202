module tiphys.io/tools/expression-oracle

go 1.26.0

// As Argo Workflows 4.0.5 pins them.
require (
	github.com/Knetic/govaluate v3.0.1-0.20250325060307-7625b7f8c03d+incompatible
	github.com/expr-lang/expr v1.17.7
)
