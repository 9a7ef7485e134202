package io.tiphys.gateway.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of the repository that are made from the code. With -Dtiphys.golden=true they are written anew. */
public final class CheckedInFiles {
    private CheckedInFiles() {}

    /** A file by its path from the top of the repository. */
    public static Path path(String file) {
        return Path.of(System.getProperty("basedir", ".")).resolve("..").resolve(file);
    }

    /** Fails when the file says anything else. */
    public static void assertSame(String file, String generated) throws IOException {
        if (Boolean.getBoolean("tiphys.golden")) {
            Files.createDirectories(path(file).getParent());
            Files.writeString(path(file), generated);
        }
        assertThat(Files.exists(path(file)) ? Files.readString(path(file)) : "")
                .as("%s differs from the code; run the test with -Dtiphys.golden=true and look at the change", file)
                .isEqualTo(generated);
    }
}
