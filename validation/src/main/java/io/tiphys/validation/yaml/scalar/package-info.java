/** Scalars of YAML: plain, quoted and block. */
@NullMarked
package io.tiphys.validation.yaml.scalar;

import org.jspecify.annotations.NullMarked;
