/**
 * Sweeps: one workflow with many sets of parameters. Reads a grid, lists, rows, CSV or JSON lines, and expands them to rows
 * without making the workflows. Pure functions.
 */
@NullMarked
package io.tiphys.gateway.batch.sweep;

import org.jspecify.annotations.NullMarked;
