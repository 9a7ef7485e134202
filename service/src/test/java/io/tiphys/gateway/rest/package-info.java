/** The REST door, over real HTTP and the real core on fakes of its ports. */
@NullMarked
package io.tiphys.gateway.rest;

import org.jspecify.annotations.NullMarked;
