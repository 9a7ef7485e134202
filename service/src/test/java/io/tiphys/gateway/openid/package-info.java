@NullMarked
package io.tiphys.gateway.openid;

import org.jspecify.annotations.NullMarked;
