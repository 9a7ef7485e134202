@NullMarked
package io.tiphys.gateway.jupyterhub;

import org.jspecify.annotations.NullMarked;
