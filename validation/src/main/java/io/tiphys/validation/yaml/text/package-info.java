/** Characters and tokens of YAML 1.2, with their positions. */
@NullMarked
package io.tiphys.validation.yaml.text;

import org.jspecify.annotations.NullMarked;
