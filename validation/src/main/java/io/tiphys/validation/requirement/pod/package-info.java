/** The pods and volume claims that a workflow creates, as far as they are known before it runs. */
@NullMarked
package io.tiphys.validation.requirement.pod;

import org.jspecify.annotations.NullMarked;
