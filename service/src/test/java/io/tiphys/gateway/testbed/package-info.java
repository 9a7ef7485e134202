/**
 * What tests on a real cluster stand on: the cluster, namespaces and accounts in it, a running gateway, and a proxy that
 * records and breaks its connections. Every test may use it; it knows no test.
 */
@NullMarked
package io.tiphys.gateway.testbed;

import org.jspecify.annotations.NullMarked;
