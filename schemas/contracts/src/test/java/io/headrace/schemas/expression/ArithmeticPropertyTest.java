package io.headrace.schemas.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.generic.GenericRecord;

class ArithmeticPropertyTest {

    private static final EventExpressions EXPRESSIONS =
            EventExpressions.of(ShopEvents.SCHEMA).withFeatures(List.of("mean_P7D"), List.of());

    @Property(tries = 400)
    void givesWhatCelGives(
            @ForAll("expressions") String cel,
            @ForAll("values") double amount,
            @ForAll("values") double mean,
            @ForAll int pieces)
            throws ExpressionException {
        GenericRecord event = ShopEvents.purchase();
        event.put("amount", amount);
        event.put("pieces", pieces);
        double[] numbers = {mean};

        double plain = EXPRESSIONS.compileNumber(cel).evaluate(event, numbers, new String[0]);

        double byCel = EXPRESSIONS.compileNumberByCel(cel).evaluate(event, numbers, new String[0]);

        assertThat(Double.doubleToLongBits(plain))
                .as("%s against %s", plain, byCel)
                .isEqualTo(Double.doubleToLongBits(byCel));
    }

    @Provide
    Arbitrary<Double> values() {
        return Arbitraries.oneOf(
                Arbitraries.of(0.0, -0.0, 1.0, -1.0, 3.0, Double.MAX_VALUE, Double.MIN_VALUE, Double.NaN),
                Arbitraries.doubles());
    }

    @Provide
    Arbitrary<String> expressions() {
        return Arbitraries.oneOf(numbers(3), truths(3));
    }

    private static Arbitrary<String> numbers(int depth) {
        Arbitrary<String> leaves =
                Arbitraries.of("amount", "mean_P7D", "1", "2.5", "0", "0.0", "pieces", "discount", "9007199254740993");
        if (depth == 0) {
            return leaves;
        }
        Arbitrary<String> smaller = numbers(depth - 1);
        return Arbitraries.oneOf(
                leaves,
                Combinators.combine(smaller, Arbitraries.of("+", "-", "*", "/"), smaller)
                        .as((a, operator, b) -> "(" + a + " " + operator + " " + b + ")"),
                smaller.map(a -> "-(" + a + ")"),
                Combinators.combine(truths(depth - 1), smaller, smaller)
                        .as((condition, a, b) -> "(" + condition + " ? " + a + " : " + b + ")"));
    }

    private static Arbitrary<String> truths(int depth) {
        // The CEL library takes -0.0 for less than a whole 0, though not for less than 0.0; here they are equal.
        Arbitrary<String> smaller = numbers(Math.max(0, depth - 1)).map(number -> number.equals("0") ? "0.0" : number);
        Arbitrary<String> compared = Combinators.combine(
                        smaller, Arbitraries.of("<", "<=", ">", ">=", "==", "!="), smaller)
                .as((a, operator, b) -> "(" + a + " " + operator + " " + b + ")");
        if (depth == 0) {
            return compared;
        }
        Arbitrary<String> truths = truths(depth - 1);
        return Arbitraries.oneOf(
                compared,
                truths.map(a -> "!(" + a + ")"),
                Combinators.combine(truths, Arbitraries.of("&&", "||"), truths)
                        .as((a, operator, b) -> "(" + a + " " + operator + " " + b + ")"));
    }
}
