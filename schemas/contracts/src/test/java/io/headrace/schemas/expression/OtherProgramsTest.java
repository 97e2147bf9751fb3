package io.headrace.schemas.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.schemas.expression.ValueProgram.Result;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherProgramsTest {

    private static final EventExpressions EXPRESSIONS = EventExpressions.of(ShopEvents.SCHEMA);

    @Nested
    class Category {

        @ParameterizedTest
        @CsvSource({
            "size, M",
            "stock, 7",
            "amount, 12.5",
            "amount * 2, 25",
            "member, true",
            "id.upperAscii(), P-1",
            "tags[0], new",
            "at.getDayOfWeek(), 3",
            "channel, ''",
            "tags[9], ''",
            "0.0 / 0.0, ''",
            "channel == null ? 'unknown' : channel, unknown",
        })
        void isATextOrANumberOrTruthAsText(String cel, String expected) throws ExpressionException {
            assertThat(EXPRESSIONS.compileCategory(cel).evaluate(ShopEvents.purchase()))
                    .isEqualTo(expected);
        }
    }

    @Nested
    class Filter {

        /** What it reads and the event lacks makes it missing, as in every feature, whatever the other side of {@code ||} says. */
        @ParameterizedTest
        @CsvSource({
            "amount > 0.0, 1",
            "amount > 100.0, 0",
            "size == 'M', 1",
            "member, 1",
            "age > 18, NaN",
            "channel != 'online', NaN",
            "age > 18 || amount > 0.0, NaN",
            "channel == null, 1",
            "channel == null || channel == 'online', 1",
            "int(id) > 0, NaN",
        })
        void isOneWhereItHolds(String cel, Double expected) throws ExpressionException {
            assertThat(EXPRESSIONS.compileFilter(cel).evaluate(ShopEvents.purchase()))
                    .isEqualTo(expected);
        }

        @ParameterizedTest
        @CsvSource({"amount", "id", "stock", "tags"})
        void isATruthValue(String cel) {
            assertThatThrownBy(() -> EXPRESSIONS.compileFilter(cel))
                    .isInstanceOf(ExpressionException.class)
                    .hasMessageContaining("a condition needs a truth value");
        }
    }

    @Nested
    class Condition {

        @ParameterizedTest
        @CsvSource({
            "amount > 0.0, true",
            "amount > 100, false",
            "age == null || age > 18, true",
            "age > 18 || amount > 0, true",
            "age > 18 && amount > 100, false",
            "channel == 'online', false",
        })
        void decides(String cel, boolean expected) throws ExpressionException {
            Verdict verdict = EXPRESSIONS.compileCondition(cel).decide(ShopEvents.purchase());

            assertThat(verdict).isNotInstanceOf(Verdict.Undecided.class);
            assertThat(verdict.holds()).isEqualTo(expected);
        }

        @Test
        void isUndecidedWhereAValueItNeedsIsMissing() throws ExpressionException {
            assertThat(EXPRESSIONS.compileCondition("age > 18").decide(ShopEvents.purchase()))
                    .isEqualTo(new Verdict.Undecided("age is missing"));
            assertThat(EXPRESSIONS
                            .compileCondition("age > 18 && discount < 0.5")
                            .decide(ShopEvents.purchase()))
                    .isEqualTo(new Verdict.Undecided("age and discount are missing"));
        }

        @Test
        void isUndecidedWithTheReasonWhereTheEvaluationFails() throws ExpressionException {
            assertThat(EXPRESSIONS.compileCondition("int(id) > 0").decide(ShopEvents.purchase()))
                    .isInstanceOfSatisfying(
                            Verdict.Undecided.class,
                            undecided -> assertThat(undecided.reason()).contains("p-1"));
        }
    }

    @Nested
    class Value {

        @ParameterizedTest
        @CsvSource({
            "channel, id.upperAscii(), P-1",
            "amount, pieces, 4.0",
            "discount, amount, 12.5",
            "pieces, int(amount), 12",
            "stock, pieces * 2, 8",
            "member, amount > 0, true",
            "size, '''L''', L",
            "at, seen, 1735774200000",
            "seen, at, 1735774200000000",
            "day, at, 20089",
        })
        void isOfTheFieldsType(String field, String cel, String expected) throws ExpressionException {
            Schema target = ShopEvents.SCHEMA.getField(field).schema();

            assertThat(EXPRESSIONS.compileValue(cel, target).evaluate(ShopEvents.purchase()))
                    .isInstanceOfSatisfying(
                            Result.Value.class,
                            value -> assertThat(value.avro()).hasToString(expected));
        }

        @Test
        void isMissingWhereAFieldItReadsIsMissing() throws ExpressionException {
            assertThat(value("channel", "channel.upperAscii()")).isEqualTo(new Result.Missing(List.of("channel")));
            assertThat(value("channel", "null")).isEqualTo(new Result.Missing(List.of()));
        }

        @Test
        void failsWhereTheValueDoesNotFitTheField() throws ExpressionException {
            assertThat(value("size", "id")).isEqualTo(new Result.Failed("p-1 is no one of S, M, L"));
            assertThat(value("pieces", "stock * 1000000000000"))
                    .isEqualTo(new Result.Failed("7000000000000 is no int"));
        }

        private static Result value(String field, String cel) throws ExpressionException {
            GenericRecord event = ShopEvents.purchase();
            return EXPRESSIONS
                    .compileValue(cel, ShopEvents.SCHEMA.getField(field).schema())
                    .evaluate(event);
        }
    }
}
