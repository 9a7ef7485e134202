package io.tiphys.gateway.witness;

import java.util.List;

/**
 * The names that a world has.
 *
 * @param served the namespace that the environments serve
 * @param unserved one that they do not serve
 * @param environments one for each mode in which the gateway acts with an account of its own
 * @param callers the accounts that call
 */
public record Names(String served, String unserved, List<String> environments, List<String> callers) {}
