package io.tiphys.gateway.rest.batch;

/** A record that is one line of newline-delimited JSON. */
sealed interface StreamedLine permits BatchLine, BulkLine {}
