/** The templates that a workflow reaches: calls, loops, arguments, and how often each runs. */
@NullMarked
package io.tiphys.validation.requirement.template;

import org.jspecify.annotations.NullMarked;
