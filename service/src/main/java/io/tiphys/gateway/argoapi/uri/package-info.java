/** Paths and cookies of requests: percent-encoding, segments and prefixes. Pure functions. */
@NullMarked
package io.tiphys.gateway.argoapi.uri;

import org.jspecify.annotations.NullMarked;
