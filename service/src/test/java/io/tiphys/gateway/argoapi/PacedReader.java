package io.tiphys.gateway.argoapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A client that takes the next event of a watch when a test says so, and nothing before. */
interface PacedReader extends AutoCloseable {
    /** The version of the next event's workflow; empty when nothing comes any more. */
    Optional<String> next();

    /** How it ended, in words of its door. */
    String end();

    /** Behind which version its end says that it goes on; empty where the end says nothing. */
    Optional<String> place();

    /** All versions until the end. */
    default List<String> rest() {
        List<String> versions = new ArrayList<>();
        for (Optional<String> version = next(); version.isPresent(); version = next()) {
            versions.add(version.get());
        }
        return versions;
    }

    @Override
    void close();
}
