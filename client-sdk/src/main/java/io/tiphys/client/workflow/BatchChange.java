package io.tiphys.client.workflow;

import io.tiphys.client.TiphysException;
import java.util.Optional;

/**
 * The result of a change for one workflow of a batch.
 *
 * @param name the workflow's name
 * @param outcome {@code done}, {@code replayed}, {@code refused} or {@code failed}
 * @param problem the reason why the workflow was not changed
 */
public record BatchChange(String name, String outcome, Optional<TiphysException> problem) {}
