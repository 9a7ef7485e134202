/** Requests for workflows, watches and logs in the Argo Server's format. */
@NullMarked
package io.tiphys.gateway.argo.request;

import org.jspecify.annotations.NullMarked;
