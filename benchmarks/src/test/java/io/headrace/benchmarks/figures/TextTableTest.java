package io.headrace.benchmarks.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void textStandsToTheLeftAndFiguresToTheRight() {
        TextTable table = new TextTable("", "ours", "ratio")
                .row("raw → clean", "14,100/s", "0.66")
                .row("all", "9/s", "–");

        assertThat(table.lines())
                .containsExactly(
                        "                    ours   ratio",
                        "  raw → clean   14,100/s    0.66",
                        "  all                9/s       –");
    }

    @Test
    void aRowHasACellForEachColumn() {
        assertThatThrownBy(() -> new TextTable("", "ours").row("alone")).hasMessage("1 cells in a table of 2 columns");
    }

    @Test
    void figuresAreShortAndTheSameEverywhere() {
        assertThat(Numbers.perSecond(14_099.6)).isEqualTo("14,100/s");
        assertThat(Numbers.millis(7.26)).isEqualTo("7.3 ms");
        assertThat(Numbers.millis(2_776.4)).isEqualTo("2,776 ms");
        assertThat(Numbers.micros(412.2)).isEqualTo("412 µs");
        assertThat(Numbers.count(1_204_118)).isEqualTo("1,204,118");
    }
}
