package io.tiphys.gateway.argoapi;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import com.sun.management.UnixOperatingSystemMXBean;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What this JVM, which is the gateway's too, and the cluster hold at a moment.
 *
 * @param threads all threads, virtual ones too
 * @param files open files and sockets
 * @param watches the watches of workflows that are open at the API server
 */
record ResourceUse(long threads, long files, long watches) {
    private static final Pattern THREADS = Pattern.compile("\"tid\":");
    private static final Pattern WATCHES = Pattern.compile(
            "(?m)^apiserver_longrunning_requests\\{[^}]*resource=\"workflows\"[^}]*verb=\"WATCH\"[^}]*} (\\d+)");

    static ResourceUse now(ClusterUnderTest cluster) {
        return new ResourceUse(threadCount(), fileCount(), watchCount(cluster));
    }

    /** Whether no more is held than before, but for what a few idle connections and pools need. */
    boolean isNoMoreThan(ResourceUse before, int allowance) {
        return threads <= before.threads + allowance && files <= before.files + allowance && watches <= before.watches;
    }

    private static long threadCount() {
        try {
            Path directory = Files.createTempDirectory("tiphys-threads");
            Path dump = directory.resolve("threads.json");
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(dump.toString(), ThreadDumpFormat.JSON);
            long count = THREADS.matcher(Files.readString(dump)).results().count();
            Files.delete(dump);
            Files.delete(directory);
            return count;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long fileCount() {
        return ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
                .getOpenFileDescriptorCount();
    }

    private static long watchCount(ClusterUnderTest cluster) {
        return WATCHES.matcher(cluster.admin().raw("/metrics"))
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
    }
}
