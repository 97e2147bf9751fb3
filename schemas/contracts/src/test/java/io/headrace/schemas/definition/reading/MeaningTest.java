package io.headrace.schemas.definition.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.definition.PipelineDefinition;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeaningTest {

    private static final String EVENT = """
            {type: record, name: Payment, fields: [
              {name: id, type: string},
              {name: at, type: {type: long, logicalType: timestamp-millis}},
              {name: card, type: string},
              {name: shop, type: string},
              {name: amount, type: double},
              {name: channel, type: ["null", {type: enum, name: Channel, symbols: [CHIP, ONLINE]}], default: null}]}
            """;

    private static final String PAYMENTS = """
            pipeline: payments
            problem: {kind: binary, label: fraud, positive: true, metric: prAuc}
            labels: {within: P7D, silence: negative}
            events:
              schema: %s
              id: id
              time: at
            clean:
              rules:
                - {name: positive, require: amount > 0.0, else: drop}
                - {name: cents, repair: {amount: amount / 100.0}}
              fill: {channel: {constant: ONLINE}}
            features:
              amount: amount
              large: amount > 100.0
              channel: {category: channel}
              spent: {sum: amount, by: card, over: P1D}
              ratio: amount / spent
              since: {timeSince: last, by: [card, shop]}
              rate: {labelRate: fraud, by: card, over: P30D}
              last: {lastLabel: fraud, by: card}
            train: {every: {examples: 1000}}
            gates: {beatTrivial: true}
            monitor: {window: 2000}
            """.formatted(EVENT.replace("\n", " "));

    private final Meaning before = Meaning.of(Rides.valid(PAYMENTS));

    @Test
    void theHashIsSixteenHexadecimalDigitsAndSoIsEachFeatures() {
        assertThat(before.hash()).matches("[0-9a-f]{16}");
        assertThat(before.features())
                .containsOnlyKeys("amount", "large", "channel", "spent", "ratio", "since", "rate", "last");
        assertThat(before.features().values()).allMatch(hash -> hash.matches("[0-9a-f]{16}"));
    }

    @Test
    void hashesAsEverBefore() {
        // A change here means that no model and no example from before is used any more: make it on purpose.
        assertThat(before.hash()).isEqualTo("46f032b707a652a3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "large: amount > 100.0 | large: 'amount>100.0 // big'",
                "window: 2000 | window: 500",
                "examples: 1000 | examples: 5000",
                "beatTrivial: true | beatTrivial: false",
                "metric: prAuc | metric: rocAuc",
                "time: at | 'time: at\n  lateness: PT1H'",
                "time: at | 'time: at\n  ordering: eager'",
                "symbols: [CHIP, ONLINE] | symbols: [CHIP, ONLINE, WALLET]",
                "{name: shop, type: string} | '{name: shop, type: string}, {name: note, type: [\"null\", string], default: null}'",
                "timestamp-millis | timestamp-micros",
                "by: [card, shop] | by: [shop, card]",
                "require: amount > 0.0 | require: amount > 1.0",
                "pipeline: payments | pipeline: card-payments",
            })
    void isTheSameWhereOnlyTheUseOfValuesChanges(String from, String to) {
        assertThat(changed(from, to)).isEqualTo(before);
    }

    @Test
    void isTheSameForFeaturesInAnotherOrder() {
        String amount = "  amount: amount\n";

        assertThat(Meaning.of(Rides.valid(PAYMENTS.replace(amount, "")
                        .replace("  large:", amount + "  large:")
                        .replace("  large: amount > 100.0\n", "")
                        .replace("  spent:", "  large: amount > 100.0\n  spent:"))))
                .isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "amount > 100.0 | amount > 200.0 | large",
                "over: P1D | over: P2D | spent,ratio",
                "{sum: amount | {mean: amount | spent,ratio",
                "{sum: amount, by: card | {sum: amount, by: shop | spent,ratio",
                "by: [card, shop] | by: card | since",
                "over: P30D | over: P7D | rate",
                "labelRate: fraud, by | 'labelRate: fraud, of: false, by' | rate",
                "within: P7D | within: P3D | rate,last",
                "silence: negative | silence: unlabelled | rate,last",
                "positive: true | positive: false | rate,last",
                "amount / 100.0 | amount / 10.0 | amount,large,spent,ratio",
                "fill: {channel: {constant: ONLINE}} | fill: {channel: {constant: CHIP}} | channel",
                "{name: amount, type: double} | {name: amount, type: float} | amount,large,spent,ratio",
            })
    void differsWhereAValueDoes(String from, String to, String features) {
        Meaning after = changed(from, to);

        assertThat(after.hash()).isNotEqualTo(before.hash());
        assertThat(before.features().keySet().stream()
                        .filter(name -> !before.features()
                                .get(name)
                                .equals(after.features().get(name))))
                .containsExactlyInAnyOrder(features.split(","));
    }

    @Test
    void aFeatureThatComesOrGoesLeavesTheOthersAsTheyWere() {
        Meaning fewer = changed("  large: amount > 100.0\n", "");

        assertThat(fewer.hash()).isNotEqualTo(before.hash());
        assertThat(before.features()).containsAllEntriesOf(fewer.features());
    }

    @Test
    void aNameIsNoPartOfAFeaturesOwnMeaningButOfTheWhole() {
        Meaning renamed = changed("large: amount", "big: amount");

        assertThat(renamed.features().get("big")).isEqualTo(before.features().get("large"));
        assertThat(renamed.hash()).isNotEqualTo(before.hash());
    }

    private static Meaning changed(String from, String to) {
        assertThat(PAYMENTS).contains(from);
        UnaryOperator<String> change = text -> text.replace(from, to);
        PipelineDefinition definition = Rides.valid(change.apply(PAYMENTS));
        return Meaning.of(definition);
    }
}
