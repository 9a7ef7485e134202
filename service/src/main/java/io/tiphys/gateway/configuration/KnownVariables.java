package io.tiphys.gateway.configuration;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Maps environment variables to properties. A variable is the name of its property in upper case, with an underscore for
 * each dot and dash: {@code TIPHYS_ENVIRONMENTS_<NAME>_<PROPERTY>}. The known property determines the end of the
 * environment's name.
 */
final class KnownVariables {
    private static final String ROOT = "TIPHYS_";

    /** Variables of the gateway that are not properties: logback reads them. */
    private static final Set<String> OF_LOGGING = Set.of("TIPHYS_LOG_FORMAT", "TIPHYS_LOG_LEVEL");

    /** The variables that Kubernetes adds to each pod for a Service whose name starts with {@code tiphys}. */
    private static final Pattern SERVICE_LINK = Pattern.compile(
            "TIPHYS_(.+_)?(SERVICE_HOST|SERVICE_PORT(_.+)?|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

    private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    /** The largest edit distance at which a variable counts as a misspelling of another one. */
    private static final int MISSPELLED = 2;

    private final KnownProperties known;
    private final List<String> variables;

    KnownVariables(KnownProperties known) {
        this.known = known;
        this.variables = known.names().stream().map(KnownProperties::variableOf).toList();
    }

    /** Adds the name in a variable, or a finding when the variable has no meaning. */
    void find(String written, @Nullable Object value, ConfiguredNames names) {
        if (!written.startsWith(ROOT)
                || OF_LOGGING.contains(written)
                || variables.contains(written)
                || isServiceLink(written, String.valueOf(value))) {
            return;
        }
        Optional<String> renamed = RenamedProperties.ofVariable(written);
        if (renamed.isPresent()) {
            names.add(true, written, "is now called " + renamed.get());
            return;
        }
        for (KnownProperties.Named block : known.named()) {
            String prefix = KnownProperties.variableOf(block.prefix()) + "_";
            if (written.startsWith(prefix)) {
                name(block, written.substring(prefix.length()))
                        .ifPresentOrElse(
                                found -> found.addTo(block, names),
                                () -> names.add(true, written, "is not the variable of a property"));
                return;
            }
        }
        unknown(written, names);
    }

    /** The longest property counts, because its last part may be the name of another property. */
    private static Optional<Found> name(KnownProperties.Named block, String rest) {
        return block.properties().stream()
                .flatMap(property -> Found.of(property, rest).stream())
                .max(Comparator.comparingInt(found -> found.property().length()));
    }

    /**
     * A property in a variable.
     *
     * @param name the name of the named block
     * @param property the property of the block, with the name of a block inside of the block
     */
    private record Found(String name, String property) {
        /** The shortest name counts; an asterisk in the property represents the name of its inner block. */
        static Optional<Found> of(String property, String rest) {
            String variable = "_" + KnownProperties.variableOf(property);
            int asterisk = variable.indexOf('*');
            String head = asterisk < 0 ? variable : variable.substring(0, asterisk);
            String tail = asterisk < 0 ? "" : variable.substring(asterisk + 1);
            int end = asterisk < 0 ? rest.length() - head.length() : rest.indexOf(head, 1);
            int inner = end + head.length();
            int last = rest.length() - tail.length();
            boolean fits = end > 0 && rest.startsWith(head, end) && rest.endsWith(tail);
            if (!fits || (asterisk >= 0 && inner >= last)) {
                return Optional.empty();
            }
            String name = written(rest.substring(0, end));
            return Optional.of(
                    asterisk < 0
                            ? new Found(name, property)
                            : new Found(name, property.replace("*", written(rest.substring(inner, last)))));
        }

        void addTo(KnownProperties.Named block, ConfiguredNames names) {
            names.name(block.prefix(), name);
            names.inner(block, name, property);
        }

        private static String written(String name) {
            return name.toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Other programs also use variables of this prefix, so a name that resembles no known one is only a warning. */
    private void unknown(String written, ConfiguredNames names) {
        Optional<String> similar = variables.stream()
                .filter(variable -> Spelling.distance(written, variable) <= MISSPELLED
                        || variable.endsWith("_" + written.substring(ROOT.length())))
                .findFirst();
        String suggestion =
                similar.map(variable -> "; did you mean " + variable + "?").orElse("; it has no effect");
        names.add(similar.isPresent() || isInBlock(written), written, "is not the variable of a property" + suggestion);
    }

    private boolean isInBlock(String written) {
        return blocks().anyMatch(block -> written.startsWith(block + "_"));
    }

    private Stream<String> blocks() {
        return known.names().stream()
                .filter(name -> name.indexOf('.') != name.lastIndexOf('.'))
                .map(name -> KnownProperties.variableOf(name.substring(0, name.lastIndexOf('.'))));
    }

    private static boolean isServiceLink(String written, String value) {
        return SERVICE_LINK.matcher(written).matches()
                || (written.endsWith("_PORT") && SERVICE_ADDRESS.matcher(value).matches());
    }
}
