/** Finds the regular expressions of the main code, and shows that each takes linear time and little stack. */
@NullMarked
package io.tiphys.gateway.regex;

import org.jspecify.annotations.NullMarked;
