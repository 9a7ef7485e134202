module tiphys.io/tools/yaml-oracle

go 1.24

// As Argo Workflows 4.0.5 pins it.
require sigs.k8s.io/yaml v1.4.0
