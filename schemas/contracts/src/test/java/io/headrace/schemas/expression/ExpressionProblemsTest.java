package io.headrace.schemas.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionProblemsTest {

    private static final EventExpressions EXPRESSIONS = EventExpressions.of(ShopEvents.SCHEMA);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            math.sqr(amount)      | 0  | math.sqr: there is no such function; did you mean math.sqrt?
            has(channel)          | 3  | has() does not take a field of the event; compare it with null, as in x != null
            at.getHours('Europe/Brussel') | 12 | Europe/Brussel: there is no such time zone; did you mean Europe/Brussels?
            id.matches('[')       | 11 | "[" is no regular expression: missing closing ]
            amuont > 1            | 0  | amuont: the event has no such field; did you mean amount?
            1 + amuont            | 4  | amuont: the event has no such field; did you mean amount?
            zzz                   | 0  | zzz: the event has no such field
            customer.cuntry       | 0  | customer.cuntry: the event has no such field; did you mean customer.country?
            at.getHour()          | 10 | getHour: there is no such function; did you mean getHours?
            id + 1                | 3  | + does not go with a text and a whole number
            amount % 2            | 7  | % needs whole numbers, found a decimal number and a whole number; int(…) makes one
            amount > '3'          | 7  | > does not go with a decimal number and a text
            amount == null        | 7  | compares a decimal number and null, but this value is never missing
            amount = 3            | 7  | = does not compare in CEL; write ==
            amount > 1 and member | 11 | "and" is no operator of CEL; write &&
            not member            | 4  | "member" is not expected here; this is no CEL expression
            amount >              | 8  | the expression ends too early: amount >
            member ? 1 : id       | 7  | ? needs a truth value and two values of one type, found a truth value and a whole number and a text
            loop + 1              | 0  | loop: a reserved word of CEL
            picture == null       | 0  | picture: expressions cannot read the type bytes
            customer.friend       | 0  | customer.friend: expressions cannot read the type record
            id                    | 0  | gives a text, but a numeric feature needs a number; {category: …} makes a text a category
            tags                  | 0  | gives a list, but a numeric feature needs a number; {category: …} makes a text a category
            """)
    void areNamedWithTheirPlaceAndWhatWouldBeRight(String cel, int column, String message) {
        ExpressionException failure =
                catchThrowableOfType(ExpressionException.class, () -> EXPRESSIONS.compileNumber(cel));

        assertThat(failure.problems().getFirst())
                .extracting(ExpressionException.Problem::column, ExpressionException.Problem::message)
                .containsExactly(column, message);
    }

    @Test
    void areAllFoundAtOnce() {
        ExpressionException failure =
                catchThrowableOfType(ExpressionException.class, () -> EXPRESSIONS.compileNumber("amuont + picees"));

        assertThat(failure.problems())
                .extracting(ExpressionException.Problem::message)
                .containsExactly(
                        "amuont: the event has no such field; did you mean amount?",
                        "picees: the event has no such field; did you mean pieces?");
    }

    @Test
    void ofAFractionForAWholeFieldSayHowToRound() {
        ExpressionException failure = catchThrowableOfType(
                ExpressionException.class,
                () -> EXPRESSIONS.compileValue(
                        "pieces / 2", ShopEvents.SCHEMA.getField("pieces").schema()));

        assertThat(failure).hasMessage("gives a decimal number, but the field is int; write int(pieces / 2)");
    }

    @Test
    void mentionFeaturesWhereThereAreSome() {
        EventExpressions withFeatures = EXPRESSIONS.withFeatures(List.of("mean_P7D"), List.of());

        ExpressionException failure =
                catchThrowableOfType(ExpressionException.class, () -> withFeatures.compileNumber("mean_P8D"));

        assertThat(failure)
                .hasMessage("mean_P8D: neither the event nor the features have this name; did you mean mean_P7D?");
    }
}
