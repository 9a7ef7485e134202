/**
 * Events of YAML 1.1 as in go-yaml v2, which Kubernetes and Argo use ({@code sigs.k8s.io/yaml}). The scanner
 * and the parser follow its {@code scannerc.go} and {@code parserc.go}, a port of libyaml. Imports nothing but the JDK.
 */
@NullMarked
package io.tiphys.validation.yaml;

import org.jspecify.annotations.NullMarked;
