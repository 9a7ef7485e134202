package io.tiphys.validation.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExprParserTest {
    private static Expr parse(String text) throws UnreadableExpression {
        return ExprParser.parse(ExprLexer.tokens(text));
    }

    /** A part without parts as its token, others as their kind, token and parts. */
    private static String shown(Expr tree) {
        String token = tree.token().text();
        return tree.parts().isEmpty()
                ? token
                : tree.parts().stream()
                        .map(ExprParserTest::shown)
                        .collect(Collectors.joining(" ", "(" + tree.kind() + " " + token + " ", ")"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '=', maxCharsPerColumn = 200, quoteCharacter = '~', textBlock = """
            a || b && c       = (BINARY || a (BINARY && b c))
            a && b || c       = (BINARY || (BINARY && a b) c)
            a - b - c         = (BINARY - (BINARY - a b) c)
            a ** b ** c       = (BINARY ** a (BINARY ** b c))
            (a - b) * -c      = (BINARY * (BINARY - a b) (UNARY - c))
            !a in b           = (BINARY in (UNARY ! a) b)
            a not in b        = (NEGATED in a b)
            a ? b : c ? d : e = (CONDITIONAL ? a b (CONDITIONAL ? c d e))
            a ?: b            = (CONDITIONAL ? a b)
            if a {b} else if c {d} else {e} = (CONDITIONAL if a b (CONDITIONAL if c d e))
            a.b(c)?.d?.[1]    = (INDEX [ (MEMBER d (MEMBER b a c)) 1)
            a[1:]             = (SLICE [ a 1)
            a | f(b)          = (CALL f a b)
            any(a, {# > 1})   = (CALL any a (PREDICATE { (BINARY > # 1)))
            reduce(a, #acc, 1) = (CALL reduce a (PREDICATE # acc) 1)
            map(a, .b)        = (CALL map a (PREDICATE . (MEMBER b .)))
            [a, 'b',]         = (LIST [ a 'b')
            {a: b, (c): d}    = (MAP { b c d)
            a; b              = (SEQUENCE a a b)
            """)
    void readsAnExpressionAsATree(String text, String tree) throws UnreadableExpression {
        assertThat(shown(parse(text))).isEqualTo(tree);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a ) b             | 2  | ')' is not expected after 'a'
            a ==              | 4  | it ends too early
            a == "b           | 5  | a quote is not closed
            any(a, #, 1)      | 10 | '1' is not expected after ','
            a ?? b + c        | 7  | '??' beside '+' needs brackets
            a @ b             | 2  | '@' has no meaning in it
            """)
    void saysWhereAnExpressionCannotBeRead(String text, int position, String cause) {
        assertThatThrownBy(() -> parse(text))
                .asInstanceOf(InstanceOfAssertFactories.type(UnreadableExpression.class))
                .satisfies(flaw -> {
                    assertThat(flaw.clause()).isEqualTo(cause);
                    assertThat(flaw.position()).isEqualTo(position);
                });
    }
}
