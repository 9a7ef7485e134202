/** Kubernetes' own reader of YAML, texts to hold ours against it with, and changes to them made by chance. */
@NullMarked
package io.tiphys.validation.oracle;

import org.jspecify.annotations.NullMarked;
