/** The contract of the gateway, written once and run in the JVM, over REST, over gRPC and through the Java client. */
@NullMarked
package io.tiphys.gateway.contract;

import org.jspecify.annotations.NullMarked;
