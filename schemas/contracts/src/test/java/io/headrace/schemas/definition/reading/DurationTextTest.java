package io.headrace.schemas.definition.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({"P7D, P7D", "PT168H, P7D", "PT10M, PT10M", "P1DT2H, PT26H", "PT90S, PT1M30S"})
    void readsIsoAndWritesItInItsShortestForm(String text, String shortest) {
        assertThat(DurationText.parse(text)).contains(Duration.parse(text));
        assertThat(DurationText.of(Duration.parse(text))).isEqualTo(shortest);
    }

    @ParameterizedTest
    @CsvSource({
        "10 minutes, '\"10 minutes\" is no duration; write PT10M'",
        "10m, '\"10m\" is no duration; write PT10M'",
        "7 days, '\"7 days\" is no duration; write P7D'",
        "2 weeks, '\"2 weeks\" is no duration; write P14D'",
        "P2W, '\"P2W\" has no fixed length; write days, P14D'",
        "P1M, '\"P1M\" has no fixed length; write days, P30D'",
        "pt5m, '\"pt5m\" is no duration; write PT5M'",
        "PT0S, PT0S is no duration above zero",
        "soon, '\"soon\" is no duration; write it as PT10M, PT1H or P7D'",
        "P, '\"P\" is no duration; write it as PT10M, PT1H or P7D'",
        "PT1.5H, '\"PT1.5H\" is no duration; write it as PT10M, PT1H or P7D'",
        "-P1D, '\"-P1D\" is no duration; write it as PT10M, PT1H or P7D'",
        "99999999999999999999 weeks, '\"99999999999999999999 weeks\" is no duration; write it as PT10M, PT1H or P7D'",
    })
    void saysWhatWasProbablyMeant(String text, String complaint) {
        assertThat(DurationText.parse(text)).isEmpty();
        assertThat(DurationText.complaint(text)).isEqualTo(complaint);
    }
}
