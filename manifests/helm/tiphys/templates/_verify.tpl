{{/* What a schema cannot say: relations between values. All faults at once, each with its path. */}}
{{- define "tiphys.verify" -}}
{{- $faults := list -}}
{{- if not .Values.environments -}}
{{- $faults = append $faults "environments: at least one environment is required" -}}
{{- end -}}
{{- range $name, $environment := .Values.environments -}}
{{- $path := printf "environments.%s" $name -}}
{{- $mode := $environment.credentials.mode -}}
{{- if and (ne $mode "direct") (not (index $environment.credentials "service-account")) -}}
{{- $faults = append $faults (printf "%s.credentials.service-account: required in mode %s" $path $mode) -}}
{{- end -}}
{{- if and (index $environment "argo-account-rules") (ne $mode "token-request") -}}
{{- $faults = append $faults (printf "%s.argo-account-rules: needs credentials.mode token-request" $path) -}}
{{- end -}}
{{- if and (index (index $environment "argo-server") "insecure-skip-verify") (not $.Values.allowInsecure) -}}
{{- $faults = append $faults (printf "%s.argo-server.insecure-skip-verify: needs allowInsecure: true" $path) -}}
{{- end -}}
{{- if and (has "*" $environment.namespaces) (gt (len $environment.namespaces) 1) -}}
{{- $faults = append $faults (printf "%s.namespaces: '*' must stand alone" $path) -}}
{{- end -}}
{{- if and (has "*" $environment.namespaces) (ne $mode "direct") $.Values.rbac.create -}}
{{- $faults = append $faults (printf "%s.namespaces: '*' grants rights in every namespace; list the namespaces, or set rbac.create: false and grant the rights yourself" $path) -}}
{{- end -}}
{{- $default := index $environment "default-namespace" -}}
{{- if and $default (not (has "*" $environment.namespaces)) (not (has $default $environment.namespaces)) -}}
{{- $faults = append $faults (printf "%s.default-namespace: '%s' is not one of %s.namespaces" $path $default $path) -}}
{{- end -}}
{{- end -}}
{{- if and .Values.defaultEnvironment (not (hasKey .Values.environments .Values.defaultEnvironment)) -}}
{{- $faults = append $faults (printf "defaultEnvironment: '%s' is not one of environments (%s)" .Values.defaultEnvironment (keys .Values.environments | sortAlpha | join ", ")) -}}
{{- end -}}
{{- if and .Values.tracing (not .Values.tracing.endpoint) -}}
{{- $faults = append $faults "tracing.endpoint: required when another value of tracing is set" -}}
{{- end -}}
{{- range list "environments" "default-environment" "allow-insecure" "tracing" -}}
{{- if hasKey $.Values.settings . -}}
{{- $faults = append $faults (printf "settings.%s: has a value of its own in the chart" .) -}}
{{- end -}}
{{- end -}}
{{- range $key := list "port" "tls-port" "tls-certificate-file" "tls-key-file" "shutdown-timeout" -}}
{{- if hasKey (default dict $.Values.settings.server) $key -}}
{{- $faults = append $faults (printf "settings.server.%s: has a value of its own in the chart (ports, tls, shutdown)" $key) -}}
{{- end -}}
{{- end -}}
{{- if and .Values.tls.enabled (not .Values.tls.certManager.enabled) (not .Values.tls.secretName) -}}
{{- $faults = append $faults "tls.secretName: required when tls.enabled, unless tls.certManager.enabled" -}}
{{- end -}}
{{- if and .Values.tls.certManager.enabled (not .Values.tls.certManager.issuer.name) -}}
{{- $faults = append $faults "tls.certManager.issuer.name: required when tls.certManager.enabled" -}}
{{- end -}}
{{- if and .Values.tls.certManager.enabled (not .Values.tls.enabled) -}}
{{- $faults = append $faults "tls.enabled: must be true when tls.certManager.enabled" -}}
{{- end -}}
{{- if and .Values.ingress.enabled (not .Values.ingress.host) -}}
{{- $faults = append $faults "ingress.host: required when ingress.enabled" -}}
{{- end -}}
{{- if and .Values.gatewayAPI.enabled (not .Values.gatewayAPI.parentRefs) -}}
{{- $faults = append $faults "gatewayAPI.parentRefs: required when gatewayAPI.enabled" -}}
{{- end -}}
{{- range .Values.gatewayAPI.grpcHostnames -}}
{{- if has . $.Values.gatewayAPI.httpHostnames -}}
{{- $faults = append $faults (printf "gatewayAPI.grpcHostnames: '%s' is in gatewayAPI.httpHostnames too; a Gateway accepts only one of the two routes" .) -}}
{{- end -}}
{{- end -}}
{{- if and .Values.gatewayAPI.enabled .Values.gatewayAPI.grpcHostnames (not .Values.gatewayAPI.httpHostnames) -}}
{{- $faults = append $faults "gatewayAPI.httpHostnames: required when gatewayAPI.grpcHostnames is set" -}}
{{- end -}}
{{- if gt (int .Values.autoscaling.minReplicas) (int .Values.autoscaling.maxReplicas) -}}
{{- $faults = append $faults "autoscaling.maxReplicas: must be at least autoscaling.minReplicas" -}}
{{- end -}}
{{- if ne 3 (len (uniq (list (int .Values.ports.plain) (int .Values.ports.tls) (int .Values.ports.management)))) -}}
{{- $faults = append $faults "ports: plain, tls and management must differ" -}}
{{- end -}}
{{- if $faults -}}
{{- fail (printf "\n  - %s" (join "\n  - " $faults)) -}}
{{- end -}}
{{- end -}}
