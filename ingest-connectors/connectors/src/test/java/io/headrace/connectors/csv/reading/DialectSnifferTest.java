package io.headrace.connectors.csv.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.schemas.definition.CsvDialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DialectSnifferTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|", "^", "~", ":", " "})
    void findsTheDelimiter(String delimiter) throws IOException {
        String text = "name,size,kind\nann,1.5,x\nbob,2.5,y\ncy,3,x\n".replace(",", delimiter);

        assertThat(sniff(text).delimiter()).isEqualTo(delimiter.charAt(0));
    }

    @Test
    void isNotMisledByWhatStandsInQuotesOrByTimes() throws IOException {
        assertThat(sniff("at;note\n2020-01-01 10:00:00;\"a, b, c\"\n2020-01-01 11:00:00;\"d, e, f\"\n")
                        .delimiter())
                .isEqualTo(';');
        assertThat(sniff("at,note\n2020-01-01 10:00:00,a b\n2020-01-01 11:00:00,c d\n")
                        .delimiter())
                .isEqualTo(',');
        assertThat(sniff("a,'b,c',d\n1,'2,x',3\n4,'5,y',6\n").quote()).isEqualTo('\'');
        assertThat(sniff("a,b\n1,\"it's\"\n2,\"don't\"\n").quote()).isEqualTo('"');
    }

    @Test
    void findsDecimalAndGroupingMarks() throws IOException {
        CsvDialect german = sniff("a;b\n1,5;1.234,5\n2,25;12.000,0\n");
        CsvDialect english = sniff("a,b\n1.5,\"1,234.5\"\n2.25,\"12,000\"\n");

        assertThat(german.decimal()).isEqualTo(',');
        assertThat(german.grouping()).contains('.');
        assertThat(english.decimal()).isEqualTo('.');
        assertThat(english.grouping()).contains(',');
        assertThat(new NumberText(german).parse("1.234,5")).hasValue(1234.5);
        assertThat(new NumberText(english).parse("$12,000")).hasValue(12_000);
    }

    @Test
    void tellsWhetherThereIsAHeader() throws IOException {
        assertThat(sniff("a,b\n1,x\n2,y\n").header()).isTrue();
        assertThat(sniff("1,x\n2,y\n3,z\n").header()).isFalse();
        assertThat(sniff("name,2010,2011\nann,5,6\nbob,7,8\n").header())
                .as("years name columns")
                .isTrue();
        assertThat(sniff("a,b\nx,y\n").header()).isTrue();
    }

    @Test
    void findsTheTextsForMissingValuesThatTheFileUses() throws IOException {
        assertThat(sniff("a,b,c\n1,NA,x\n?,2,y\n3,null,nobody\n").missing()).containsExactly("?", "NA", "null");
    }

    @Test
    void aFileWithoutAnythingInItIsSaidToBeEmpty() {
        assertThatThrownBy(() -> sniff("")).isInstanceOf(CsvProblem.class).hasMessageContaining("is empty");
    }

    @Test
    void aBinaryFileIsNamedForWhatItIs() throws IOException {
        Path zip = Files.write(folder.resolve("x.xlsx"), new byte[] {'P', 'K', 3, 4, 0, 0, 1, 2});
        byte[] noise = new byte[5_000];
        new java.util.Random(1).nextBytes(noise);
        noise[0] = 'x';
        Path other = Files.write(folder.resolve("x.bin"), noise);

        assertThatThrownBy(() -> DialectSniffer.sniff(zip)).hasMessageContaining("is a ZIP or Excel file, no text");
        assertThatThrownBy(() -> DialectSniffer.sniff(other)).hasMessageContaining("is a binary file");
    }

    private CsvDialect sniff(String text) throws IOException {
        return DialectSniffer.sniff(Files.writeString(folder.resolve("x.csv"), text));
    }
}
