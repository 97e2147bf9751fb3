package io.headrace.connectors.csv.reading;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.headrace.schemas.definition.CsvDialect;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.util.ArrayList;
import java.util.List;

/** One row's bytes as fields. Not thread-safe. */
final class RowParser {

    private static final String MARK = "\ufeff";

    private final CsvReader.CsvReaderBuilder reader;
    private final CharsetDecoder decoder;

    RowParser(CsvDialect dialect) {
        reader = CsvReader.builder()
                .fieldSeparator(dialect.delimiter())
                .quoteCharacter(dialect.quote())
                .trimWhitespacesAroundQuotes(dialect.delimiter() != ' ')
                .skipEmptyLines(false);
        decoder = TextStream.of(Charset.forName(dialect.charset())).newDecoder();
    }

    /** What a row was read as. */
    sealed interface Parsed {
        record Values(List<String> values) implements Parsed {}

        record Wrong(String found, String right) implements Parsed {}
    }

    Parsed parse(RowSplitter.Piece piece) {
        return switch (piece.fault()) {
            case NONE -> parse(piece.text());
            case UNCLOSED ->
                new Parsed.Wrong(
                        "a quote that is not closed in the next megabyte, or by the end of the file",
                        "a second quote at the field's end; within a field quotes are doubled");
            case ENDLESS -> new Parsed.Wrong("64 MB without a line end", "a line end behind each row");
        };
    }

    private Parsed parse(ByteBuffer text) {
        try {
            String row = decoder.decode(text.duplicate()).toString();
            List<String> values = new ArrayList<>();
            reader.ofSingleCsvRecord(row.startsWith(MARK) ? row.substring(1) : row)
                    .getFields()
                    .forEach(value -> values.add(value.strip()));
            return new Parsed.Values(values);
        } catch (CharacterCodingException e) {
            return new Parsed.Wrong(
                    "bytes that are not in the charset " + decoder.charset().name(),
                    "text in " + decoder.charset().name() + ", or another charset in the settings");
        } catch (CsvParseException e) {
            return new Parsed.Wrong(
                    "a row that is no CSV ("
                            + (e.getCause() == null
                                    ? e.getMessage()
                                    : e.getCause().getMessage()) + ")",
                    "a quoted field that ends with its closing quote");
        }
    }
}
