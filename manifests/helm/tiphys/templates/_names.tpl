{{- define "tiphys.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "tiphys.selector" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "tiphys.labels" -}}
{{ include "tiphys.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "tiphys.serviceAccount" -}}
{{- default (include "tiphys.fullname" .) .Values.serviceAccount.name -}}
{{- end -}}

{{- define "tiphys.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}{{ .repository }}@{{ .digest }}{{- else -}}{{ .repository }}:{{ default $.Chart.AppVersion .tag }}{{- end -}}
{{- end -}}
{{- end -}}

{{- define "tiphys.tlsSecret" -}}
{{- default (printf "%s-tls" (include "tiphys.fullname" .)) .Values.tls.secretName -}}
{{- end -}}

{{- define "tiphys.servicePort" -}}
{{- if .Values.service.port -}}{{ .Values.service.port }}{{- else if .Values.tls.enabled -}}443{{- else -}}80{{- end -}}
{{- end -}}

{{/* Port of an Argo Server's address. */}}
{{- define "tiphys.uriPort" -}}
{{- $uri := urlParse . -}}
{{- $port := regexFind ":[0-9]+$" $uri.host -}}
{{- if $port -}}{{ trimPrefix ":" $port }}{{- else if eq $uri.scheme "https" -}}443{{- else -}}80{{- end -}}
{{- end -}}
