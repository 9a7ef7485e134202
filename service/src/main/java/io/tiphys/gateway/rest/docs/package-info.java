/** Pages of the API: reference, reasons, rules, and the OpenAPI document. */
@NullMarked
package io.tiphys.gateway.rest.docs;

import org.jspecify.annotations.NullMarked;
