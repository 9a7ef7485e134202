/** Reads YAML into located trees, with the values that Kubernetes and Argo see: the events of {@code io.tiphys.validation.yaml}, anchors,
 * merge keys, and the types of scalars. */
@NullMarked
package io.tiphys.validation.document.yaml;

import org.jspecify.annotations.NullMarked;
