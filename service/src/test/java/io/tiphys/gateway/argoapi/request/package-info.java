@NullMarked
package io.tiphys.gateway.argoapi.request;

import org.jspecify.annotations.NullMarked;
