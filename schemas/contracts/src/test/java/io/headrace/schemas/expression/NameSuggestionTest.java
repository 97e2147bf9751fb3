package io.headrace.schemas.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameSuggestionTest {

    private static final List<String> KNOWN = List.of("amount", "amountEuro", "channel", "txId", "at", "prAuc");

    @ParameterizedTest
    @CsvSource({
        "amuont, amount",
        "Amount, amount",
        "amountEur, amountEuro",
        "chanel, channel",
        "tx_id, txId",
        "PRAUC, prAuc",
        "ta, at",
    })
    void findsTheNearestName(String written, String meant) {
        assertThat(NameSuggestion.of(written, KNOWN)).contains(meant);
    }

    @Test
    void staysSilentWhereNothingIsNear() {
        assertThat(NameSuggestion.of("terminal", KNOWN)).isEmpty();
        assertThat(NameSuggestion.ending("terminal", KNOWN)).isEmpty();
    }
}
