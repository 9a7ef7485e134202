package io.tiphys.gateway.regex;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** Finds the regular expressions of one source file, and how each is used. For one file. */
final class ExpressionScan extends TreeScanner<Void, String> {
    private static final Set<String> OF_STRING =
            Set.of("matches", "replaceAll", "replaceFirst", "split", "splitWithDelimiters");

    private final String file;
    private final Map<String, String> compiled = new HashMap<>();
    private final Map<String, Set<String>> uses = new HashMap<>();
    private final Map<String, String> matchers = new HashMap<>();
    private final Map<String, ExpressionTree> constants = new HashMap<>();
    private final List<FoundExpression> direct = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();

    private ExpressionScan(String file) {
        this.file = file;
    }

    /**
     * What a file holds.
     *
     * @param expressions those that stand in it as constants
     * @param unknown where an expression is made of what is no constant
     */
    record Found(List<FoundExpression> expressions, List<String> unknown) {}

    static Found in(CompilationUnitTree unit, String file) {
        ExpressionScan scan = new ExpressionScan(file);
        scan.scan(unit, "");
        scan.unknown.clear(); // a constant may stand behind the expression that it is a part of
        scan.scan(unit, ""); // a use may stand in front of the pattern or matcher that it is of
        List<FoundExpression> found = new ArrayList<>(Set.copyOf(scan.direct));
        scan.compiled.forEach((name, regex) ->
                found.add(FoundExpression.usedBy(scan.uses.getOrDefault(name, Set.of()), file + "." + name, regex)));
        return new Found(found, scan.unknown.stream().distinct().toList());
    }

    @Override
    public Void visitVariable(VariableTree variable, String holder) {
        String name = variable.getName().toString();
        if (variable.getInitializer() instanceof MethodInvocationTree call
                && call.getMethodSelect() instanceof MemberSelectTree select
                && select.getIdentifier().contentEquals("matcher")) {
            matchers.put(name, select.getExpression().toString());
        }
        boolean isFinal = variable.getModifiers().getFlags().containsAll(Set.of(Modifier.STATIC, Modifier.FINAL));
        if (isFinal && variable.getInitializer() != null) {
            constants.put(name, variable.getInitializer());
        }
        return super.visitVariable(variable, name);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, String holder) {
        if (call.getMethodSelect() instanceof MemberSelectTree select) {
            see(call, select, holder == null ? "" : holder);
        }
        return super.visitMethodInvocation(call, holder);
    }

    private void see(MethodInvocationTree call, MemberSelectTree select, String holder) {
        String method = select.getIdentifier().toString();
        String on = select.getExpression().toString();
        if (on.equals("Pattern") && (method.equals("compile") || method.equals("matches"))) {
            constant(call.getArguments().getFirst())
                    .ifPresentOrElse(regex -> compiled.put(holder, regex), () -> unknown.add(file + "." + holder));
        } else if (select.getExpression() instanceof MethodInvocationTree inner
                && inner.getMethodSelect() instanceof MemberSelectTree source
                && source.getIdentifier().contentEquals("matcher")) {
            use(source.getExpression().toString(), method);
        } else if (matchers.containsKey(on)) {
            use(matchers.get(on), method);
        } else if (OF_STRING.contains(method) && !call.getArguments().isEmpty()) {
            seeOfString(call, method);
        }
        if (method.equals("split") || method.startsWith("as")) {
            use(on, method);
        }
    }

    private void use(String pattern, String method) {
        if (!Set.of("group", "start", "end", "region", "namedGroups").contains(method)) {
            uses.computeIfAbsent(pattern, name -> new HashSet<>()).add(method);
        }
    }

    private void seeOfString(MethodInvocationTree call, String method) {
        constant(call.getArguments().getFirst())
                .ifPresent(regex -> direct.add(FoundExpression.usedBy(Set.of(method), file + "#" + method, regex)));
    }

    private Optional<String> constant(ExpressionTree expression) {
        return switch (expression) {
            case LiteralTree literal ->
                Optional.ofNullable(literal.getValue())
                        .filter(String.class::isInstance)
                        .map(String.class::cast);
            case BinaryTree sum ->
                constant(sum.getLeftOperand())
                        .flatMap(left -> constant(sum.getRightOperand()).map(right -> left + right));
            case IdentifierTree name ->
                Optional.ofNullable(constants.get(name.getName().toString())).flatMap(this::constant);
            default -> Optional.empty();
        };
    }
}
