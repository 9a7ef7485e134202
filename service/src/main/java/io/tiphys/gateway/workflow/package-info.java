/**
 * Workflows in the gateway: names, Argo's object, and the validator's findings (module {@code validation}) in the gateway's
 * terms. Of the gateway's packages this one imports {@code error} alone. Every package except {@code error},
 * {@code configuration} and {@code concurrent} may import this one.
 */
@NullMarked
package io.tiphys.gateway.workflow;

import org.jspecify.annotations.NullMarked;
