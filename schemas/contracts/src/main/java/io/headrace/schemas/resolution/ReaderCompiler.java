package io.headrace.schemas.resolution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Resolver;
import org.apache.avro.Resolver.Action;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** Makes the readers of two schemas out of Avro's own resolution of them. */
final class ReaderCompiler {

    private static final GenericData PLAIN = new GenericData();

    /** Records made so far, for schemas that contain themselves. */
    private final IdentityHashMap<Action, RecordReader> records = new IdentityHashMap<>();

    private ReaderCompiler() {}

    static ValueReader compile(Schema writer, Schema reader) {
        return new ReaderCompiler().of(Resolver.resolve(writer, reader, PLAIN));
    }

    private ValueReader of(Action action) {
        return switch (action) {
            case Resolver.WriterUnion union ->
                new UnionReader(Arrays.stream(union.actions).map(this::of).toList());
            case Resolver.ReaderUnion union -> of(union.actualAction);
            case Resolver.RecordAdjust pair -> record(pair);
            case Resolver.Container container -> collection(container);
            case Resolver.EnumAdjust pair -> new EnumReader(pair.writer, pair.reader);
            case Resolver.Skip skipped -> SkippingReader.of(skipped.writer);
            case Resolver.ErrorAction error -> new RefusingReader(error.writer, reason(error));
            default -> ScalarReader.of(action.writer, action.reader);
        };
    }

    private ValueReader collection(Resolver.Container container) {
        ValueReader elements = of(container.elementAction);
        return container.writer.getType() == Schema.Type.ARRAY
                ? CollectionReader.array(container.writer, container.reader, elements)
                : CollectionReader.map(elements);
    }

    private ValueReader record(Resolver.RecordAdjust pair) {
        RecordReader known = records.get(pair);
        if (known != null) {
            return known;
        }
        // Avro pairs records of any name outside of unions; what has another name is another thing.
        if (!pair.writer.getName().equals(pair.reader.getName())) {
            return new RefusingReader(pair.writer, otherName(pair.writer, pair.reader));
        }
        RecordReader made = new RecordReader(pair.reader);
        records.put(pair, made);
        made.complete(written(pair), absent(pair));
        return made;
    }

    private List<RecordReader.Field> written(Resolver.RecordAdjust pair) {
        List<RecordReader.Field> fields = new ArrayList<>();
        int read = 0;
        for (Schema.Field field : pair.writer.getFields()) {
            Action action = pair.fieldActions[field.pos()];
            int position = action instanceof Resolver.Skip ? RecordReader.SKIPPED : pair.readerOrder[read++].pos();
            fields.add(new RecordReader.Field(field.name(), position, of(action)));
        }
        return fields;
    }

    private static List<RecordReader.Absent> absent(Resolver.RecordAdjust pair) {
        return Arrays.stream(pair.readerOrder)
                .skip(pair.firstDefault)
                .map(field -> new RecordReader.Absent(
                        field.pos(), DefaultValue.of(field, compile(field.schema(), field.schema()))))
                .toList();
    }

    private static String reason(Resolver.ErrorAction error) {
        Schema writer = error.writer;
        Schema reader = error.reader;
        return switch (error.error) {
            case MISSING_REQUIRED_FIELD -> missing(writer, reader);
            case NAMES_DONT_MATCH -> otherName(writer, reader);
            case INCOMPATIBLE_SCHEMA_TYPES, SIZES_DONT_MATCH, NO_MATCHING_BRANCH ->
                "found " + SchemaText.of(writer) + ", expected " + SchemaText.of(reader);
        };
    }

    private static String missing(Schema writer, Schema reader) {
        String lacking = reader.getFields().stream()
                .filter(field -> writer.getField(field.name()) == null && !field.hasDefaultValue())
                .map(Schema.Field::name)
                .collect(Collectors.joining(", "));
        return writer.getFullName() + " does not have " + lacking + "; write it, or give it a default in "
                + reader.getFullName();
    }

    private static String otherName(Schema writer, Schema reader) {
        return "found " + SchemaText.of(writer) + ", expected " + SchemaText.of(reader)
                + "; write it under that name, or name " + writer.getFullName()
                + " among the aliases of the one that reads";
    }
}
