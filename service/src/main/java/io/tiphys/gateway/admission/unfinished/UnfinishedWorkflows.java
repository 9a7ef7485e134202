package io.tiphys.gateway.admission.unfinished;

import java.util.Map;

/** The listener of a watch of unfinished workflows. Implementations are thread-safe and never block. */
public interface UnfinishedWorkflows {
    /**
     * An unfinished workflow exists. A watch may repeat it.
     *
     * @param labels its current labels
     */
    void present(String name, Map<String, String> labels);

    /** A workflow has finished or was deleted. */
    void gone(String name);
}
