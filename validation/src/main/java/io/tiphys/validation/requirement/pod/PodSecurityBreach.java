package io.tiphys.validation.requirement.pod;

import io.tiphys.validation.requirement.template.Place;

/**
 * A part of a pod that a level of the Pod Security Standards forbids.
 *
 * @param level the lowest level that forbids it
 * @param rule the requirement of that level, for example {@code allowPrivilegeEscalation must be false}
 * @param subject the part of the pod, for example {@code container 'main'}
 * @param place its source location
 */
public record PodSecurityBreach(PodSecurityLevel level, String rule, String subject, Place place) {}
