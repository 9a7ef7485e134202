package io.tiphys.gateway.rest.call;

import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.web.router.MethodBasedRouteMatch;
import io.micronaut.web.router.RouteAttributes;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Rejects parameters that would otherwise be ignored: a mistyped validateOnly must not create a workflow. */
public final class QueryParameters {
    private QueryParameters() {}

    /** @throws GatewayException with REQUEST_INVALID for unknown or repeated parameters of the operation */
    static void requireKnown(HttpRequest<?> request) {
        Set<String> known = RouteAttributes.getRouteMatch(request)
                .filter(MethodBasedRouteMatch.class::isInstance)
                .map(match -> names(((MethodBasedRouteMatch<?, ?>) match).getArguments()))
                .orElse(Set.of());
        List<Violation> violations = new ArrayList<>();
        request.getParameters().forEach((name, values) -> {
            if (!known.contains(name)) {
                violations.add(unknown(name, known));
            } else if (values.size() > 1) {
                violations.add(
                        Violation.ofParameter("duplicate-parameter", name, "This parameter must not be repeated."));
            }
        });
        if (!violations.isEmpty()) {
            throw new GatewayException(Problem.of(ErrorReason.REQUEST_INVALID, "The query of the address is not valid.")
                    .withViolations(violations));
        }
    }

    private static Violation unknown(String name, Set<String> known) {
        String hint = known.isEmpty()
                ? "This operation has no query parameters."
                : "The parameters are: " + String.join(", ", known) + ".";
        return new Violation(
                "unknown-parameter", name, 0, 0, "This operation does not have this parameter.", Optional.of(hint));
    }

    private static Set<String> names(Argument<?>[] arguments) {
        return Arrays.stream(arguments)
                .filter(argument -> argument.isAnnotationPresent(QueryValue.class))
                .map(Argument::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
