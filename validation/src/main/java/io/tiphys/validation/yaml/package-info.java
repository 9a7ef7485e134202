/**
 * Events of YAML 1.1 as go-yaml v2 gives them, which Kubernetes and Argo read with ({@code sigs.k8s.io/yaml}): the scanner
 * and the parser follow its {@code scannerc.go} and {@code parserc.go}, a port of libyaml. Imports nothing but the JDK.
 */
@NullMarked
package io.tiphys.validation.yaml;

import org.jspecify.annotations.NullMarked;
