/**
 * The limits that the custom resource definitions of Argo set in Kubernetes: schema and CEL, as data of a release that
 * libraries evaluate ({@code tools/workflow-schema}). Imports {@code rule}, {@code document} and {@code finding}.
 */
@NullMarked
package io.tiphys.validation.schema;

import org.jspecify.annotations.NullMarked;
