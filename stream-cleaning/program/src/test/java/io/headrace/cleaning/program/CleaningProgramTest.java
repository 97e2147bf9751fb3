package io.headrace.cleaning.program;

import static io.headrace.cleaning.Payments.NOON;
import static io.headrace.cleaning.Payments.definition;
import static io.headrace.cleaning.Payments.payment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.schemas.definition.CleaningRule;
import io.headrace.schemas.definition.Fill;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class CleaningProgramTest {

    private static final CleaningProgram PROGRAM = CleaningProgram.compile(definition());

    @Test
    void repairsAndFillsWithoutTouchingTheEventItWasGiven() {
        GenericRecord event = payment("t-1", NOON, 12.5, "eur");
        GenericRecord before = GenericData.get().deepCopy(event.getSchema(), event);

        GenericRecord clean = cleaned(PROGRAM, event);

        assertThat(clean.get("currency")).hasToString("EUR");
        assertThat(clean.get("channel")).hasToString("unknown");
        assertThat(event).isEqualTo(before);
    }

    @Test
    void aReasonNamesRuleConditionAndFoundValues() {
        CleaningResult outcome = PROGRAM.clean(payment("t-1", NOON, -12.5));

        assertThat(outcome)
                .isEqualTo(new CleaningResult.Quarantined(
                        "amount-positive", "amount-positive: amount > 0.0 is not met by amount = -12.5"));
    }

    @Test
    void aDroppingRuleDropsWhatBreaksIt() {
        assertThat(PROGRAM.clean(payment("t-1", NOON, 1, "XTS"))).isEqualTo(new CleaningResult.Dropped("no-tests"));
    }

    @Test
    void theFirstRuleBrokenDecides() {
        assertThat(PROGRAM.clean(payment("t-1", NOON, -1, "XTS"))).isInstanceOf(CleaningResult.Quarantined.class);
    }

    @Test
    void aDroppingRuleThatCannotBeDecidedQuarantines() {
        CleaningProgram program =
                program(new CleaningRule.Require("no-atm", "channel.startsWith('pos')", CleaningRule.Otherwise.DROP));

        CleaningResult outcome = program.clean(payment("t-1", NOON, 1));

        assertThat(outcome)
                .isEqualTo(new CleaningResult.Quarantined(
                        "no-atm",
                        "no-atm: channel.startsWith('pos') cannot be decided for channel = null: channel is missing"));
    }

    @Test
    void rulesSeeMissingValuesBeforeTheyAreFilled() {
        CleaningProgram program = CleaningProgram.compile(definition(
                List.of(new CleaningRule.Require("silent", "channel == null", CleaningRule.Otherwise.QUARANTINE)),
                Map.of("channel", new Fill.Constant("unknown"))));

        assertThat(cleaned(program, payment("t-1", NOON, 1)).get("channel")).hasToString("unknown");
    }

    @Test
    void assignmentsOfOneRuleAllSeeTheEventAsItWasBefore() {
        CleaningProgram program =
                program(new CleaningRule.Repair("swap", Map.of("currency", "channel", "channel", "currency")));
        GenericRecord event = payment("t-1", NOON, 1, "EUR");
        event.put("channel", "chip");

        GenericRecord clean = cleaned(program, event);

        assertThat(clean.get("currency")).hasToString("chip");
        assertThat(clean.get("channel")).hasToString("EUR");
    }

    @Test
    void laterRulesSeeWhatEarlierOnesRepaired() {
        CleaningProgram program = program(
                new CleaningRule.Repair("absolute", Map.of("amount", "amount < 0.0 ? -amount : amount")),
                new CleaningRule.Require("amount-positive", "amount > 0.0", CleaningRule.Otherwise.QUARANTINE));

        assertThat(cleaned(program, payment("t-1", NOON, -3)).get("amount")).isEqualTo(3.0);
    }

    @Test
    void aRepairThatLacksAValueLeavesTheFieldAsItIs() {
        CleaningProgram program =
                program(new CleaningRule.Repair("channel-case", Map.of("channel", "channel.lowerAscii()")));

        assertThat(cleaned(program, payment("t-1", NOON, 1)).get("channel")).isNull();
    }

    @Test
    void aNumberThatIsNoNumberIsFilled() {
        CleaningProgram program =
                CleaningProgram.compile(definition(List.of(), Map.of("amount", new Fill.Constant("0"))));

        assertThat(cleaned(program, payment("t-1", NOON, Double.NaN)).get("amount"))
                .isEqualTo(0.0);
    }

    @Test
    void refusesToRepairTheId() {
        assertThatThrownBy(() -> program(new CleaningRule.Repair("id-case", Map.of("txId", "txId.lowerAscii()"))))
                .hasMessageContaining("txId tells which event this is or when it was; it cannot be repaired");
    }

    @Test
    void refusesAFillThatIsNoneOfTheFieldsValues() {
        assertThatThrownBy(() ->
                        CleaningProgram.compile(definition(List.of(), Map.of("amount", new Fill.Constant("much")))))
                .hasMessageContaining("clean.fill.amount: \"much\" is no double");
    }

    private static CleaningProgram program(CleaningRule... rules) {
        return CleaningProgram.compile(definition(List.of(rules), Map.of()));
    }

    private static GenericRecord cleaned(CleaningProgram program, GenericRecord event) {
        return program.clean(event) instanceof CleaningResult.Clean(GenericRecord clean) ? clean : unexpected(event);
    }

    private static GenericRecord unexpected(GenericRecord event) {
        throw new AssertionError("not clean: " + event);
    }
}
