/** Workflows, and what the gateway says about them: submissions, findings, preflights, changes, log lines and batches. */
@NullMarked
package io.tiphys.client.workflow;

import org.jspecify.annotations.NullMarked;
