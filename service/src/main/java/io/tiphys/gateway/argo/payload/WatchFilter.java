package io.tiphys.gateway.argo.payload;

import io.tiphys.gateway.argo.selector.FieldSelector;
import io.tiphys.gateway.argo.selector.LabelSelector;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import io.tiphys.gateway.lifecycle.stream.WatchSelection;
import io.tiphys.gateway.workflow.WorkflowName;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The workflows that a reader sees. Immutable.
 *
 * @param labels the selector of labels
 * @param fields the selector of name and namespace
 */
public record WatchFilter(LabelSelector labels, FieldSelector fields) {
    /** @throws GatewayException with REQUEST_INVALID for an invalid selector */
    public static WatchFilter of(WatchSelection selection) {
        WatchFilter filter = new WatchFilter(
                parsed("labelSelector", selection.labelSelector(), LabelSelector::parse, LabelSelector.ALL),
                parsed("fieldSelector", selection.fieldSelector(), FieldSelector::parse, FieldSelector.ALL));
        filter.fields().name().ifPresent(WatchFilter::requireName);
        return filter;
    }

    /** A name that no workflow can have is a mistake, such as an unset shell variable. */
    private static void requireName(String name) {
        if (!name.equals(FieldSelector.LATEST) && !WorkflowName.isValid(name)) {
            throw refused(
                    "fieldSelector",
                    "metadata.name is '" + name + "', which is not the name of a workflow; write metadata.name=<name>",
                    null);
        }
    }

    public boolean matches(WatchedObject object) {
        return fields.matches(object.namespace(), object.name()) && labels.matches(object.labels());
    }

    /**
     * Parses a reader's version.
     *
     * @throws GatewayException with REQUEST_INVALID when the text is not a number
     */
    public static long version(String text) {
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw refused("resourceVersion", "a resource version is a whole number", e);
        }
    }

    private static <T> T parsed(String parameter, Optional<String> text, Function<String, T> parser, T none) {
        try {
            return text.map(parser).orElse(none);
        } catch (IllegalArgumentException e) {
            String message = e.getMessage();
            throw refused(parameter, message == null ? "it cannot be read" : message, e);
        }
    }

    private static GatewayException refused(String parameter, String why, @Nullable Exception cause) {
        return new GatewayException(
                Problem.of(ErrorReason.REQUEST_INVALID, "Parameter '" + parameter + "' cannot be used: " + why + ".")
                        .withViolations(List.of(Violation.ofParameter("selector", parameter, why + "."))),
                cause);
    }
}
