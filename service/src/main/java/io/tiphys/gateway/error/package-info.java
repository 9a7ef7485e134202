/** The reasons of failed calls, in one vocabulary for every API. Imports only the JDK; every package may import this one. */
@NullMarked
package io.tiphys.gateway.error;

import org.jspecify.annotations.NullMarked;
