package io.tiphys.gateway.argoapi;

import io.tiphys.gateway.argoapi.CommandPlace.Outcome;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.EnvironmentSettings;
import io.tiphys.gateway.testbed.Patience;
import io.tiphys.gateway.testbed.TestNamespace;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** All {@link Verbs} in one place, and what each of them did. Used by one thread at a time. */
final class CommandRun {
    /** An account of a namespace, in the text of a message or, with other signs between, in a label. */
    private static final Pattern LENT =
            Pattern.compile("system([-:])serviceaccount\\1[-a-z0-9<>]+\\1" + EnvironmentSettings.SUBMITTER);

    private final ClusterUnderTest cluster;
    private final CommandPlace place;
    private final ListedWorkflows listed;
    private final String caller;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<String> objects = new ArrayList<>();

    CommandRun(ArgoApisUnderTest faces, ArgoApiUnderTest face, boolean http1, TestNamespace namespace) {
        this.cluster = faces.cluster();
        String token = faces.scientist().token();
        this.place = new CommandPlace(cluster, face, http1, namespace, token);
        this.listed = new ListedWorkflows(faces.direct(), namespace.name(), token);
        this.caller = Normalised.text(faces.scientist().user());
    }

    CommandRun runAll() {
        for (Verb verb : Verbs.ALL) {
            if (verb.has(Verb.Trait.IN_PODS) && !cluster.runsPods()) {
                outcomes.add(new Outcome(0, "", ""));
            } else {
                outcomes.add(run(verb));
            }
            objects.add(withoutLender(Normalised.text(NamespaceObjects.of(cluster.admin(), place.namespace())
                    .replace(place.namespace(), "<namespace>"))));
        }
        return this;
    }

    private Outcome run(Verb verb) {
        if (verb.before().isPresent() && !listed(verb.before().get())) {
            return new Outcome(-1, "", "never listed: " + verb.before().get());
        }
        Outcome outcome = verb.token()
                .map(token -> place.run(verb.arguments(), token))
                .orElseGet(() -> place.run(verb.arguments()));
        return new Outcome(outcome.status(), withoutLender(outcome.output()), withoutLender(outcome.errors()));
    }

    /** Where an account is lent, the Argo Server writes its name down instead of the caller's. */
    private String withoutLender(String text) {
        return LENT.matcher(text).replaceAll(found -> found.group(1).equals("-") ? caller.replace(':', '-') : caller);
    }

    private boolean listed(Verb.Awaited awaited) {
        try {
            Patience.until(
                    awaited.toString(), () -> listed.phase(awaited.workflow()).equals(awaited.phase()));
            return true;
        } catch (AssertionError e) {
            return false;
        }
    }

    /** All that the verbs said, for whoever wants to read it. */
    String transcript() {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < Verbs.ALL.size(); row++) {
            Outcome outcome = outcomes.get(row);
            text.append("$ argo ").append(Verbs.ALL.get(row).line()).append('\n');
            text.append(outcome.output()).append(outcome.errors());
            text.append("-> ").append(outcome.status()).append("\n\n");
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return place.toString();
    }

    Outcome outcome(int row) {
        return outcomes.get(row);
    }

    String objects(int row) {
        return objects.get(row);
    }

    void removeClusterTemplates() {
        NamespaceObjects.removeClusterTemplates(cluster.admin(), place.namespace());
    }
}
