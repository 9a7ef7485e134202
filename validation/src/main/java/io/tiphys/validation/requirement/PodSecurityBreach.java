package io.tiphys.validation.requirement;

/**
 * Something in a pod that a level of the Pod Security Standards forbids.
 *
 * @param level the lowest level that forbids it
 * @param rule what that level asks for, for example {@code allowPrivilegeEscalation has to be false}
 * @param subject what breaks it, for example {@code container 'main'}
 * @param place where that stands
 */
public record PodSecurityBreach(PodSecurityLevel level, String rule, String subject, Place place) {}
