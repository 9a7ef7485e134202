package io.tiphys.gateway.regex;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every regular expression of the service and the validation, whatever text it sees: a long text costs each no more than a
 * constant for each of its characters, and no stack. A new expression is found by itself.
 */
final class RegularExpressionsTest {
    private static final List<Path> SOURCES = List.of(Path.of("src/main/java"), Path.of("../validation/src/main/java"));

    /** Enough for a match that does not go deeper with each character, and for nothing else. */
    private static final long STACK = 160 * 1024;

    private static final int LOOKS_FOR_EACH_CHARACTER = 100;

    /** Where expressions are made of what is no constant of the same statement; the test takes them from there. */
    private static final Set<String> MADE = Set.of("ArgoErrorPattern.");

    /** Where expressions are made by RE2 (re2j), which is linear for every expression. */
    private static final Set<String> RE2 = Set.of("LinearPattern.");

    private static final List<FoundExpression> FOUND = new ArrayList<>();
    private static final List<String> UNKNOWN = new ArrayList<>();

    @BeforeAll
    static void keepTheStackSmall() {
        Matcher warm = Pattern.compile("a*+").matcher("aaa");
        assertThat(warm.matches()).isTrue();
    }

    static List<FoundExpression> expressions() throws ReflectiveOperationException {
        if (FOUND.isEmpty()) {
            SOURCES.forEach(RegularExpressionsTest::scan);
            FOUND.addAll(ofEnum("io.tiphys.gateway.argo.client.failure.ArgoErrorPattern", "text"));
        }
        return FOUND;
    }

    private static void scan(Path root) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (Stream<Path> files = Files.walk(root);
                StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(sources));
            for (CompilationUnitTree unit : task.parse()) {
                String file =
                        Path.of(unit.getSourceFile().toUri()).getFileName().toString();
                ExpressionScan.Found found =
                        ExpressionScan.in(unit, file.substring(0, file.length() - ".java".length()));
                FOUND.addAll(found.expressions());
                UNKNOWN.addAll(found.unknown());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<FoundExpression> ofEnum(String type, String field) throws ReflectiveOperationException {
        List<FoundExpression> found = new ArrayList<>();
        for (Object constant : Class.forName(type).getEnumConstants()) {
            var pattern = constant.getClass().getDeclaredField(field);
            pattern.setAccessible(true);
            found.add(new FoundExpression(type + "." + constant, ((Pattern) pattern.get(constant)).pattern(), true));
        }
        return found;
    }

    @Test
    void knowsEveryExpression() throws ReflectiveOperationException {
        assertThat(expressions()).hasSizeGreaterThan(60);
        assertThat(UNKNOWN).filteredOn(place -> !RE2.contains(place)).isSubsetOf(MADE);
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void isLinearAndNeedsNoStack(FoundExpression expression) throws InterruptedException {
        AtomicReference<Optional<String>> fault = new AtomicReference<>(Optional.of("it was not run"));
        Thread small = new Thread(null, () -> fault.set(run(expression)), "small stack", STACK);
        small.start();
        small.join();
        assertThat(fault.get()).as("%s", expression).isEmpty();
    }

    private static Optional<String> run(FoundExpression expression) {
        Pattern pattern = Pattern.compile(expression.regex());
        for (String text : AdversarialTexts.of(expression.regex())) {
            Optional<String> fault = run(pattern, expression, text);
            if (fault.isPresent()) {
                return fault.map(what -> what + " at a text that begins " + text.substring(0, 40));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> run(Pattern pattern, FoundExpression expression, String text) {
        Matcher matcher = pattern.matcher(new CountedText(text, (long) LOOKS_FOR_EACH_CHARACTER * text.length()));
        try {
            boolean more = expression.searches() ? matcher.find() : matcher.matches();
            while (more && expression.searches()) {
                more = matcher.find();
            }
            return Optional.empty();
        } catch (StackOverflowError | CountedText.TooManyLooks e) {
            return Optional.of(e.toString());
        }
    }
}
