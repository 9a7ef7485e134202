{{/*
The gateway's own configuration file. The only template that knows the gateway's property names.
*/}}
{{- define "tiphys.configuration" -}}
{{- $environments := dict -}}
{{- range $name, $environment := .Values.environments -}}
{{- $copy := deepCopy $environment -}}
{{- if not $copy.kubernetes -}}{{- $_ := set $copy "kubernetes" (dict "in-cluster" true) -}}{{- end -}}
{{- $_ := set $environments $name $copy -}}
{{- end -}}
{{- $server := dict "port" (int .Values.ports.plain) "shutdown-timeout" (printf "%ds" (int .Values.shutdown.patience)) -}}
{{- if .Values.tls.enabled -}}
{{- $_ := set $server "tls-port" (int .Values.ports.tls) -}}
{{- $_ := set $server "tls-certificate-file" "/etc/tiphys/tls/tls.crt" -}}
{{- $_ := set $server "tls-key-file" "/etc/tiphys/tls/tls.key" -}}
{{- end -}}
{{- $own := dict "environments" $environments "server" $server -}}
{{- if .Values.defaultEnvironment -}}{{- $_ := set $own "default-environment" .Values.defaultEnvironment -}}{{- end -}}
{{- if .Values.allowInsecure -}}{{- $_ := set $own "allow-insecure" true -}}{{- end -}}
{{- if .Values.tracing -}}{{- $_ := set $own "tracing" .Values.tracing -}}{{- end -}}
{{- $settings := merge $own (deepCopy .Values.settings) -}}
{{- toYaml (dict "endpoints" (dict "all" (dict "port" (int .Values.ports.management))) "tiphys" $settings) -}}
{{- end -}}
