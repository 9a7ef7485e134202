/** Whether an environment can accept submissions now: the source of readiness and of the preflight call. */
@NullMarked
package io.tiphys.gateway.environmenthealth;

import org.jspecify.annotations.NullMarked;
