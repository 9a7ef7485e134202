package io.tiphys.gateway.argo.client.framing;

import com.linecorp.armeria.common.ResponseHeaders;

/**
 * A response that was read whole.
 *
 * @param head status and headers
 * @param body its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record WholeAnswer(ResponseHeaders head, byte[] body) {}
