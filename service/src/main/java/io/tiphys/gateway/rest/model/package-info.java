/**
 * Answers of the REST API, as JSON.
 */
@NullMarked
package io.tiphys.gateway.rest.model;

import org.jspecify.annotations.NullMarked;
