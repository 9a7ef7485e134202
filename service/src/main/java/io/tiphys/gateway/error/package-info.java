/** Why a call fails, in one vocabulary for every door. Imports nothing but the JDK; everybody may import it. */
@NullMarked
package io.tiphys.gateway.error;

import org.jspecify.annotations.NullMarked;
