package io.tiphys.validation.kubernetes;

import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.finding.ShownText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks containers: their names, ports and environments. */
final class ContainerCheck {
    private static final int GREATEST_PORT = 65_535;

    private ContainerCheck() {}

    /** Checks sidecars, init containers and the containers of a set. */
    static void beside(List<ManifestObject> containers, PodReport report) {
        for (ManifestObject container : containers) { // Argo's own rules cover duplicate names where needed
            report.name(container, "name", KubernetesNames::isDnsLabel, KubernetesNames.DNS_LABEL, null);
            own(container, report);
            if (!report.mayBeCompleted(container)) {
                report.required(container, "image", "Add, for example: image: alpine:3.23.");
            }
        }
    }

    /** Argo looks at the names of init containers and of the containers of a set itself. */
    static void sidecars(List<ManifestObject> sidecars, PodReport report) {
        sidecars.forEach(it -> report.required(it, "name", "Give the container a name."));
    }

    /** Names of the containers that Argo adds; {@code main} is free in a set. */
    private static void own(ManifestObject container, PodReport report) {
        String name = PodReport.text(container, "name");
        ManifestNode at = container.find("name");
        ManifestNode list = container.parent();
        ManifestKey key = list == null ? null : list.key();
        boolean set = key != null && key.text().equals("containers");
        if (at != null && (name.equals("wait") || name.equals("init") || name.equals("main") && !set)) {
            String message =
                    "Argo adds a container " + ShownText.quoted(name) + " to the pod, and each has a unique name.";
            report.at(at, message, "Give this one another name.");
        }
    }

    static void environment(List<ManifestObject> variables, PodReport report) {
        for (ManifestObject variable : variables) {
            report.required(variable, "name", "Add the name of the variable.");
            report.name(
                    variable,
                    "name",
                    KubernetesNames::isEnvironmentName,
                    "printable ASCII characters without '='",
                    null);
            ManifestNode source = variable.find("valueFrom");
            if (source instanceof ManifestObject && PodReport.has(variable, "value")) {
                report.at(source, "The variable has a value and a valueFrom.", "Keep one of them.");
            }
            if (source instanceof ManifestObject from) {
                source(from, report);
            }
        }
    }

    private static void source(ManifestObject from, PodReport report) {
        List<ManifestNode> sources =
                from.members().stream().filter(it -> !PodReport.isNothing(it)).toList();
        if (sources.size() != 1) {
            report.at(
                    from,
                    "A variable has one source, and this has " + (sources.isEmpty() ? "none" : "several") + '.',
                    "Use one of: configMapKeyRef, fieldRef, resourceFieldRef, secretKeyRef.");
        }
        for (String reference : List.of("secretKeyRef", "configMapKeyRef")) {
            from.object(reference).ifPresent(it -> report.required(it, "key", "Add the key whose value is meant."));
        }
    }

    static void tolerations(List<ManifestObject> tolerations, PodReport report) {
        tolerations.forEach(it -> Choices.operator(it, List.of("Equal", "Exists", "Lt", "Gt"), report));
    }

    static void requirements(List<ManifestObject> requirements, PodReport report) {
        List<String> words = List.of("In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt");
        requirements.forEach(it -> Choices.operator(it, words, report));
    }

    static void ports(List<ManifestObject> ports, PodReport report) {
        Set<String> names = new HashSet<>();
        for (ManifestObject port : ports) {
            report.required(port, "containerPort", "Add the number of the port.");
            number(port, "containerPort", 1, report);
            number(port, "hostPort", 0, report);
            report.name(port, "name", KubernetesNames::isPortName, KubernetesNames.PORT_NAME, names);
        }
    }

    private static void number(ManifestObject port, String field, int least, PodReport report) {
        if (!(port.find(field) instanceof ManifestScalar scalar) || scalar.type() != ManifestScalar.Type.NUMBER) {
            return;
        }
        int number;
        try {
            number = Integer.parseInt(scalar.text());
        } catch (NumberFormatException e) {
            return; // of the wrong type, which is reported already
        }
        if (number < least || number > GREATEST_PORT) {
            String message = "Expected a port between " + least + " and " + GREATEST_PORT + ", found "
                    + ShownText.quoted(scalar.text()) + '.';
            report.at(scalar, message, null);
        }
    }
}
