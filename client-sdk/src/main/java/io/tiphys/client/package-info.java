/**
 * The Java client of Tiphys: {@link io.tiphys.client.TiphysClient} is the way in. Everything under {@code
 * io.tiphys.client.generated} is generated from the gateway's OpenAPI document and may change with it; what stands here is
 * kept stable.
 */
@NullMarked
package io.tiphys.client;

import org.jspecify.annotations.NullMarked;
