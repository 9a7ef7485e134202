@NullMarked
package io.tiphys.gateway.environment.account;

import org.jspecify.annotations.NullMarked;
