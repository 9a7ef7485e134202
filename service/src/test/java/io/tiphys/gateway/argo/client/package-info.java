/** Tests of the client, against scripted answers. */
@NullMarked
package io.tiphys.gateway.argo.client;

import org.jspecify.annotations.NullMarked;
