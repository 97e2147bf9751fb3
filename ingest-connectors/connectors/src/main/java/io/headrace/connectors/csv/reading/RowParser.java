package io.headrace.connectors.csv.reading;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.headrace.schemas.definition.CsvDialect;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One row's bytes as fields. Not thread-safe. */
final class RowParser {

    private static final String MARK = "\ufeff";

    private final CsvReader.CsvReaderBuilder reader;
    private final CharsetDecoder decoder;
    private final boolean hasAscii;
    private final PlainRow plain;

    RowParser(CsvDialect dialect) {
        reader = CsvReader.builder()
                .fieldSeparator(dialect.delimiter())
                .quoteCharacter(dialect.quote())
                .trimWhitespacesAroundQuotes(dialect.delimiter() != ' ')
                .skipEmptyLines(false);
        Charset charset = TextStream.of(Charset.forName(dialect.charset()));
        decoder = charset.newDecoder();
        hasAscii = List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1, StandardCharsets.US_ASCII)
                .contains(charset);
        plain = new PlainRow(dialect.delimiter(), dialect.quote());
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
            String decoded = decode(text);
            String row = decoded.startsWith(MARK) ? decoded.substring(1) : decoded;
            List<String> values = plain.fields(row);
            if (values.isEmpty()) {
                values = reader.ofSingleCsvRecord(row).getFields();
            }
            values = new ArrayList<>(values);
            values.replaceAll(String::strip);
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

    private String decode(ByteBuffer text) throws CharacterCodingException {
        byte[] bytes = new byte[text.remaining()];
        text.get(text.position(), bytes);
        return hasAscii && isAscii(bytes)
                ? new String(bytes, StandardCharsets.ISO_8859_1)
                : decoder.decode(ByteBuffer.wrap(bytes)).toString();
    }

    private static boolean isAscii(byte[] bytes) {
        int all = 0;
        for (byte one : bytes) {
            all |= one;
        }
        return all >= 0;
    }
}
