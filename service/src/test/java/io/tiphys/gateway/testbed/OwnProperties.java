package io.tiphys.gateway.testbed;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.SystemPropertiesPropertySource;
import java.util.HashMap;
import java.util.Map;

/** System properties without the switches of the build and of tests, whose names start like properties of the gateway. */
public final class OwnProperties {
    private OwnProperties() {}

    /** Keeps these switches away from a gateway that runs in this JVM. */
    public static ApplicationContextBuilder without(ApplicationContextBuilder builder) {
        Map<String, Object> kept = new HashMap<>();
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> !name.startsWith("tiphys."))
                .forEach(name -> kept.put(name, System.getProperty(name)));
        return builder.propertySources(PropertySource.of(SystemPropertiesPropertySource.NAME, kept));
    }
}
