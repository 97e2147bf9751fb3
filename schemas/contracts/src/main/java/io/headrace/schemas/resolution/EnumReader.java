package io.headrace.schemas.resolution;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.io.BinaryDecoder;
import org.jspecify.annotations.Nullable;

/** Reads a symbol; one the reader does not know becomes its default, and where it has none cannot be read. */
final class EnumReader implements ValueReader {

    private final Schema writer;
    private final Schema reader;

    /** By the writer's index; null where the reader has neither the symbol nor a default. */
    private final GenericData.@Nullable EnumSymbol[] symbols;

    EnumReader(Schema writer, Schema reader) {
        this.writer = writer;
        this.reader = reader;
        this.symbols = new GenericData.EnumSymbol[writer.getEnumSymbols().size()];
        Arrays.setAll(
                symbols,
                i -> known(writer.getEnumSymbols().get(i))
                        .map(symbol -> new GenericData.EnumSymbol(reader, symbol))
                        .orElse(null));
    }

    private Optional<String> known(String symbol) {
        return reader.hasEnumSymbol(symbol) ? Optional.of(symbol) : Optional.ofNullable(reader.getEnumDefault());
    }

    @Override
    public Object read(BinaryDecoder in) throws IOException, UnreadableValueException {
        int index = in.readEnum();
        if (index < 0 || index >= symbols.length) {
            throw new EOFException("there is no symbol " + index + " of the enum " + writer.getFullName());
        }
        GenericData.EnumSymbol symbol = symbols[index];
        if (symbol == null) {
            throw new UnreadableValueException(obstacle(writer.getEnumSymbols().get(index)));
        }
        return symbol;
    }

    @Override
    public List<Obstacle> obstacles(Set<ValueReader> above) {
        return Arrays.stream(symbols).anyMatch(Objects::nonNull)
                ? List.of()
                : List.of(obstacle(String.join(", ", writer.getEnumSymbols())));
    }

    private Obstacle obstacle(String found) {
        return new Obstacle(
                "",
                "found the symbol " + found + ", expected one of " + String.join(", ", reader.getEnumSymbols())
                        + "; add it to the enum " + reader.getFullName() + " that reads, or give that a default");
    }
}
