package io.tiphys.gateway.preflight.state;

import java.util.Objects;

/**
 * An executor plugin that Argo loads, and whose sidecar gets the token of a service account.
 *
 * @param configMap the name of the config map that installs the plugin
 */
public record ExecutorPlugin(String configMap) {
    private static final String SUFFIX = "-executor-plugin";

    public ExecutorPlugin {
        Objects.requireNonNull(configMap);
    }

    /** Its name ({@code FromConfigMap} in {@code workflow/util/plugins/configmap.go} of Argo Workflows 4.0.5). */
    public String name() {
        return configMap.endsWith(SUFFIX) ? configMap.substring(0, configMap.length() - SUFFIX.length()) : configMap;
    }

    /**
     * The service account whose token the sidecar gets, in the namespace of the workflow ({@code getExecutorPlugins} in
     * {@code workflow/controller/agent.go} of Argo Workflows 4.0.5).
     */
    public String account() {
        return name() + SUFFIX;
    }
}
