package io.headrace.schemas.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberProgramTest {

    private static final EventExpressions EXPRESSIONS =
            EventExpressions.of(ShopEvents.SCHEMA).withFeatures(List.of("mean_P7D", "pause"), List.of("habit"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            amount                                        | 12.5
            pieces                                        | 4
            member                                        | 1
            amount > 0                                    | 1
            amount > pieces                               | 1
            amount == 12                                  | 0
            pieces == 4.0                                 | 1
            amount + 1                                    | 13.5
            pieces * amount                               | 50
            pieces + 1.5                                  | 5.5
            pieces / 8                                    | 0.5
            int(pieces / 8)                               | 0
            stock % 4                                     | 3
            -pieces                                       | -4
            member ? 1 : amount                           | 1
            (member ? 1 : amount) + 0.5                   | 1.5
            member ? amount : 1                           | 12.5
            amount in [12, 13]                            | 0
            pieces in [4, 5]                              | 1
            math.greatest(pieces, amount) + 1             | 13.5
            math.ceil(amount)                             | 13
            math.log(math.exp(pieces))                    | 4
            math.log1p(amount - 12.5)                     | 0
            id.matches('p-[0-9]+')                        | 1
            at.getHours('+02:00')                         | 1
            at.getHours()                                 | 23
            at.getHours('Europe/Brussels')                | 0
            at.getHours('Europe/Brussels') < 6            | 1
            seen.getMilliseconds()                        | 0
            day.getDayOfMonth()                           | 0
            (seen - at) < duration('1s')                  | 1
            price                                         | 9.99
            size == 'M'                                   | 1
            size.lowerAscii() == 'm'                      | 1
            tags.exists(tag, tag == 'red')                | 1
            size(tags) + 0.5                              | 2.5
            marks['colour'] * 2                           | 6
            [pieces, 2].exists(n, n / 8 == 0.5)           | 1
            id.startsWith('p-')                           | 1
            """)
    void evaluatesOverAnEvent(String cel, double expected) throws ExpressionException {
        assertThat(EXPRESSIONS
                        .compileNumber(cel)
                        .evaluate(ShopEvents.purchase(), new double[] {10, 60}, new String[] {"evening"}))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "discount",
                "discount * 2",
                "age > 18",
                "age + 1",
                "channel == 'online'",
                "channel != 'online'",
                "customer.country == 'BE'",
                "member || age > 18",
            })
    void isMissingWhereAFieldItReadsIsMissing(String cel) throws ExpressionException {
        assertThat(EXPRESSIONS.compileNumber(cel).evaluate(ShopEvents.purchase()))
                .isNaN();
    }

    @ParameterizedTest
    @CsvSource({
        "channel == null, 1",
        "channel != null, 0",
        "age == null ? 40 : age, 40",
        "age == null ? 0.5 : age, 0.5",
        "channel == null || channel == 'online', 1",
        "customer.country == null, 1",
    })
    void handsOverNullWhereTheExpressionComparesWithIt(String cel, double expected) throws ExpressionException {
        assertThat(EXPRESSIONS.compileNumber(cel).evaluate(ShopEvents.purchase()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 / 0",
                "amount / 0",
                "0.0 / 0.0",
                "int(id)",
                "stock % 0",
                "math.log(0.0 - amount)",
                "math.log(0)"
            })
    void isMissingWhereThereIsNoFiniteNumber(String cel) {
        assertThat(evaluatedOrRefused(cel)).isNaN();
    }

    @Test
    void readsFieldsOfNestedRecords() throws ExpressionException {
        GenericRecord event = ShopEvents.purchase();
        event.put("customer", ShopEvents.customer("BE"));

        assertThat(EXPRESSIONS.compileNumber("customer.country == 'BE'").evaluate(event))
                .isEqualTo(1);
        assertThat(EXPRESSIONS.compileNumber("customer.loyalty > 0").evaluate(event))
                .isNaN();
    }

    @Test
    void readsOtherFeaturesByTheirPosition() throws ExpressionException {
        NumberProgram ratio = EXPRESSIONS.compileNumber("amount / mean_P7D");
        NumberProgram habit = EXPRESSIONS.compileNumber("habit == 'evening' && pause < 100");

        assertThat(ratio.evaluate(ShopEvents.purchase(), new double[] {2.5, 60}, new String[] {""}))
                .isEqualTo(5);
        assertThat(habit.evaluate(ShopEvents.purchase(), new double[] {2.5, 60}, new String[] {"evening"}))
                .isEqualTo(1);
    }

    @Test
    void isMissingWhereAFeatureItReadsIsMissing() throws ExpressionException {
        NumberProgram below = EXPRESSIONS.compileNumber("pause < 100");
        NumberProgram habit = EXPRESSIONS.compileNumber("habit == 'evening'");

        assertThat(below.evaluate(ShopEvents.purchase(), new double[] {1, Double.NaN}, new String[] {""}))
                .isNaN();
        assertThat(habit.evaluate(ShopEvents.purchase(), new double[] {1, 1}, new String[] {""}))
                .isNaN();
    }

    @Test
    void canReplaceAMissingFeature() throws ExpressionException {
        NumberProgram program = EXPRESSIONS.compileNumber("pause == null ? 1e9 : pause");

        assertThat(program.evaluate(ShopEvents.purchase(), new double[] {1, Double.NaN}, new String[] {""}))
                .isEqualTo(1e9);
    }

    @Test
    void takesANotANumberForMissing() throws ExpressionException {
        GenericRecord event = ShopEvents.purchase();
        event.put("amount", Double.NaN);

        assertThat(EXPRESSIONS.compileNumber("amount > 0").evaluate(event)).isNaN();
    }

    @Test
    void tellsWhatItReads() throws ExpressionException {
        assertThat(EXPRESSIONS
                        .compileNumber("amount / mean_P7D + tags.filter(t, t == id).size()")
                        .variables())
                .containsExactlyInAnyOrder("amount", "mean_P7D", "tags", "id");
    }

    private static double evaluatedOrRefused(String cel) {
        try {
            return EXPRESSIONS.compileNumber(cel).evaluate(ShopEvents.purchase());
        } catch (ExpressionException e) {
            return Double.NaN;
        }
    }
}
