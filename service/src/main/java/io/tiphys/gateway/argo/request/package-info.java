/**
 * Requests for workflows, watches and logs as the Argo Server wants them.
 */
@NullMarked
package io.tiphys.gateway.argo.request;

import org.jspecify.annotations.NullMarked;
