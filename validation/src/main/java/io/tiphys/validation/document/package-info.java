/**
 * A document as a tree with source locations, the manifest of a workflow, and why a document is unreadable. The sub-packages read:
 * {@code text}, {@code bounds}, {@code json} and {@code yaml}, and {@code reader} above them all. Imports only {@code finding}.
 */
@NullMarked
package io.tiphys.validation.document;

import org.jspecify.annotations.NullMarked;
