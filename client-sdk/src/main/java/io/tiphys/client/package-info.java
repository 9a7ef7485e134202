/**
 * The Java client of Tiphys; start with {@link io.tiphys.client.TiphysClient}. Everything under
 * {@code io.tiphys.client.generated} is generated from the gateway's OpenAPI document and may change with it; this package
 * is stable.
 */
@NullMarked
package io.tiphys.client;

import org.jspecify.annotations.NullMarked;
