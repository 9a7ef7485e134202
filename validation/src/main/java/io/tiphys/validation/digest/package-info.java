/** SHA-256 for the gateway, the client and the command line. Imports only the JDK; every package may import this one. */
@NullMarked
package io.tiphys.validation.digest;

import org.jspecify.annotations.NullMarked;
