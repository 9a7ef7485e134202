/** The entry point. Nothing else lives here; nobody imports it. */
@NullMarked
package io.tiphys.gateway;

import org.jspecify.annotations.NullMarked;
