@NullMarked
package io.tiphys.gateway.whoami;

import org.jspecify.annotations.NullMarked;
