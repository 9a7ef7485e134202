/** Values of a workflow as Argo's validation sees them: text, numbers, and variables to substitute. */
@NullMarked
package io.tiphys.validation.argo.value;

import org.jspecify.annotations.NullMarked;
