package io.tiphys.validation.requirement.pod;

import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.fields.TypedObjects;
import io.tiphys.validation.requirement.template.EffectiveSpecification;
import io.tiphys.validation.requirement.template.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks a pod against the Pod Security Standards of Kubernetes 1.36, for Linux. Only values of the workflow are checked;
 * the controller's configuration may add others. The main container of a resource template is Argo's and meets every
 * level.
 */
public final class PodSecurityRules {
    private static final Set<String> BASELINE_CAPABILITIES = Set.of(
            "AUDIT_WRITE",
            "CHOWN",
            "DAC_OVERRIDE",
            "FOWNER",
            "FSETID",
            "KILL",
            "MKNOD",
            "NET_BIND_SERVICE",
            "SETFCAP",
            "SETGID",
            "SETPCAP",
            "SETUID",
            "SYS_CHROOT");
    private static final Set<String> RESTRICTED_VOLUMES = Set.of(
            "configMap",
            "csi",
            "downwardAPI",
            "emptyDir",
            "ephemeral",
            "persistentVolumeClaim",
            "projected",
            "secret",
            "image");
    private static final Set<String> RESTRICTED_PROFILES = Set.of("RuntimeDefault", "Localhost");

    private final List<PodSecurityBreach> breaches = new ArrayList<>();
    private final PodTemplate pod;
    private final Optional<ManifestObject> podContext;

    private PodSecurityRules(EffectiveSpecification specification, PodTemplate pod) {
        this.pod = pod;
        this.podContext =
                pod.reached().template().object("securityContext").or(() -> specification.object("securityContext"));
        if (isTrue(specification.get("hostNetwork"))) {
            breach(
                    PodSecurityLevel.BASELINE,
                    "hostNetwork is not allowed",
                    "the pod",
                    pod.reached().place());
        }
    }

    public static List<PodSecurityBreach> breachesOf(EffectiveSpecification specification, PodTemplate pod) {
        PodSecurityRules rules = new PodSecurityRules(specification, pod);
        rules.volumes();
        pod.containers().forEach(rules::container);
        pod.initContainers().forEach(rules::container);
        return rules.breaches;
    }

    private void volumes() {
        for (ManifestObject volume : pod.mountedVolumes()) {
            for (ManifestNode source : volume.members()) {
                String type = source.key() == null ? "" : source.key().text();
                String subject = "volume '" + volume.string("name").orElse("") + "'";
                if (type.equals("hostPath")) {
                    breach(PodSecurityLevel.BASELINE, "hostPath volumes are not allowed", subject, pod.placeOf(volume));
                } else if (!type.equals("name") && !RESTRICTED_VOLUMES.contains(type)) {
                    breach(
                            PodSecurityLevel.RESTRICTED,
                            "volumes of the type " + type + " are not allowed",
                            subject,
                            pod.placeOf(volume));
                }
            }
        }
    }

    private void container(ManifestObject container) {
        String subject = "container '"
                + container.string("name").filter(name -> !name.isEmpty()).orElse("main") + "'";
        Place place = pod.reached().at(container);
        Optional<ManifestObject> context = container.object("securityContext");
        if (isTrue(context.flatMap(one -> one.get("privileged")))) {
            breach(PodSecurityLevel.BASELINE, "privileged is not allowed", subject, place);
        }
        if (TypedObjects.elements(container, "ports").stream()
                .anyMatch(port -> text(port.get("hostPort"))
                        .filter(number -> !number.equals("0"))
                        .isPresent())) {
            breach(PodSecurityLevel.BASELINE, "hostPort is not allowed", subject, place);
        }
        if (context.flatMap(one -> one.string("procMount"))
                .filter("Unmasked"::equals)
                .isPresent()) {
            breach(PodSecurityLevel.BASELINE, "procMount Unmasked is not allowed", subject, place);
        }
        capabilities(context, subject, place);
        profile(context, subject, place);
        if (!text(context.flatMap(one -> one.get("allowPrivilegeEscalation")))
                .filter("false"::equals)
                .isPresent()) {
            breach(PodSecurityLevel.RESTRICTED, "allowPrivilegeEscalation must be false", subject, place);
        }
        user(context, subject, place);
    }

    private void capabilities(Optional<ManifestObject> context, String subject, Place place) {
        Optional<ManifestObject> capabilities = context.flatMap(one -> one.object("capabilities"));
        List<String> added = texts(capabilities, "add");
        if (!BASELINE_CAPABILITIES.containsAll(added)) {
            breach(PodSecurityLevel.BASELINE, "these capabilities cannot be added", subject, place);
        } else if (!Set.of("NET_BIND_SERVICE").containsAll(added)) {
            breach(PodSecurityLevel.RESTRICTED, "no capability but NET_BIND_SERVICE can be added", subject, place);
        }
        if (!texts(capabilities, "drop").contains("ALL")) {
            breach(PodSecurityLevel.RESTRICTED, "capabilities.drop must contain ALL", subject, place);
        }
    }

    private void profile(Optional<ManifestObject> context, String subject, Place place) {
        String profile = profile(context).or(() -> profile(podContext)).orElse("");
        if (profile.equals("Unconfined")) {
            breach(PodSecurityLevel.BASELINE, "seccompProfile Unconfined is not allowed", subject, place);
        } else if (!RESTRICTED_PROFILES.contains(profile)) {
            breach(
                    PodSecurityLevel.RESTRICTED,
                    "seccompProfile.type must be RuntimeDefault or Localhost",
                    subject,
                    place);
        }
    }

    private static Optional<String> profile(Optional<ManifestObject> context) {
        return context.flatMap(one -> one.object("seccompProfile")).flatMap(one -> one.string("type"));
    }

    private void user(Optional<ManifestObject> context, String subject, Place place) {
        Optional<String> nonRoot = text(context.flatMap(one -> one.get("runAsNonRoot")))
                .or(() -> text(podContext.flatMap(one -> one.get("runAsNonRoot"))));
        if (!nonRoot.filter("true"::equals).isPresent()) {
            breach(PodSecurityLevel.RESTRICTED, "runAsNonRoot must be true", subject, place);
        }
        Optional<String> user = text(context.flatMap(one -> one.get("runAsUser")))
                .or(() -> text(podContext.flatMap(one -> one.get("runAsUser"))));
        if (user.filter("0"::equals).isPresent()) {
            breach(PodSecurityLevel.RESTRICTED, "runAsUser cannot be 0", subject, place);
        }
    }

    private void breach(PodSecurityLevel level, String rule, String subject, Place place) {
        breaches.add(new PodSecurityBreach(level, rule, subject, place));
    }

    private static boolean isTrue(Optional<ManifestNode> node) {
        return text(node).filter("true"::equals).isPresent();
    }

    private static Optional<String> text(Optional<ManifestNode> node) {
        return node.filter(ManifestScalar.class::isInstance).map(one -> ((ManifestScalar) one).text());
    }

    private static List<String> texts(Optional<ManifestObject> owner, String field) {
        return owner.flatMap(one -> one.array(field)).stream()
                .flatMap(array -> array.elements().stream())
                .filter(ManifestScalar.class::isInstance)
                .map(one -> ((ManifestScalar) one).text())
                .toList();
    }
}
