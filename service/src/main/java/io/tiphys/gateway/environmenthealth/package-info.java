/** Whether an environment can take submissions now: feeds readiness and the preflight call alike. */
@NullMarked
package io.tiphys.gateway.environmenthealth;

import org.jspecify.annotations.NullMarked;
