package io.tiphys.validation.kubernetes;

import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.finding.ShownText;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks volumes and their mounts. */
final class VolumeCheck {
    private VolumeCheck() {}

    static void volumes(List<ManifestObject> volumes, PodReport report) {
        Set<String> known = new HashSet<>();
        for (ManifestObject volume : volumes) {
            report.required(volume, "name", "Add the name that volumeMounts refer to.");
            report.name(volume, "name", KubernetesNames::isDnsLabel, KubernetesNames.DNS_LABEL, known);
            List<String> sources = volume.members().stream()
                    .filter(member -> !PodReport.isNothing(member))
                    .map(ManifestNode::key)
                    .map(key -> key == null ? "name" : key.text())
                    .filter(key -> !key.equals("name"))
                    .toList();
            if (sources.size() > 1) {
                report.at(
                        volume,
                        "A volume has one source, and this has "
                                + String.join(
                                        ", ",
                                        sources.stream().map(VolumeCheck::shown).toList()) + '.',
                        "Keep one of them.");
            }
        }
    }

    private static String shown(String source) {
        return ShownText.quoted(source);
    }

    /** Checks claims that Argo makes for a workflow. */
    static void claims(List<ManifestObject> claims, PodReport report) {
        for (ManifestObject claim : claims) {
            Optional<ManifestObject> metadata = claim.object("metadata");
            if (metadata.isPresent()) {
                report.required(metadata.get(), "name", "Add the name that volumeMounts refer to.");
                report.name(
                        metadata.get(),
                        "name",
                        name -> KubernetesNames.isSubdomain("workflow-" + name),
                        KubernetesNames.SUBDOMAIN,
                        null);
            } else {
                report.required(claim, "metadata", "Add metadata with the name that volumeMounts refer to.");
            }
            report.required(claim, "spec", "Add spec with accessModes and resources.");
            claim.object("spec").ifPresent(spec -> claim(spec, report));
        }
    }

    private static void claim(ManifestObject spec, PodReport report) {
        report.required(spec, "accessModes", "Add, for example: accessModes: [ReadWriteOnce].");
        ManifestObject requests = spec.object("resources")
                .flatMap(resources -> resources.object("requests"))
                .orElse(null);
        if (requests == null) {
            report.required(spec, "resources", "Add, for example: resources: {requests: {storage: 1Gi}}.");
        } else {
            report.required(requests, "storage", "Add the size, for example: storage: 1Gi.");
        }
    }

    static void mounts(List<ManifestObject> mounts, PodReport report) {
        Set<String> paths = new HashSet<>();
        for (ManifestObject mount : mounts) {
            report.required(mount, "name", "Add the name of a volume.");
            report.required(mount, "mountPath", "Add the directory in the container, for example /data.");
            String path = PodReport.text(mount, "mountPath");
            ManifestNode at = mount.find("mountPath");
            if (at != null && !path.isEmpty() && !paths.add(path) && !isLookedAtByArgo(mount)) {
                report.at(at, "Another volume is mounted at " + ShownText.quoted(path) + '.', "Use another path.");
            }
        }
    }

    /** Whether a rule of Argo's own covers the mount: in the container of a template, and in a containerSet. */
    private static boolean isLookedAtByArgo(ManifestObject mount) {
        ManifestNode list = mount.parent();
        ManifestNode container = list == null ? null : list.parent();
        ManifestKey key = container == null ? null : container.key();
        return key != null && (key.text().equals("container") || key.text().equals("containerSet"));
    }
}
