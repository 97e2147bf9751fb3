package io.headrace.standalone.backfill;

import io.headrace.cleaning.program.CleaningResult;
import io.headrace.schemas.definition.PipelineDefinition;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** Clean events whose turn has not come, as they stand in a checkpoint: what they bring to the stages follows from them. */
final class SavedEvents {

    /** Logical types stay the numbers they are, whatever others add to Avro's shared model. */
    private static final GenericData DATA = new GenericData();

    private final EventCleaner cleaner;

    /** By lane. */
    private final List<Schema> schemas = new ArrayList<>();

    SavedEvents(PipelineDefinition definition, Lanes lanes, EventCleaner cleaner) {
        this.cleaner = cleaner;
        for (int lane = 0; lane < lanes.count(); lane++) {
            schemas.add(lanes.stream(lane)
                    .map(name -> definition.stream(name).events())
                    .orElse(definition.events())
                    .schema());
        }
    }

    void write(DataOutputStream out, EventOrder.Placed placed) throws IOException {
        CleanedInput.Event cleaned = placed.cleaned();
        out.writeLong(placed.position());
        out.writeLong(placed.reached());
        out.writeInt(cleaned.lane());
        Saved.text(out, cleaned.id());
        out.writeLong(cleaned.time());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(schemas.get(cleaned.lane()), DATA).write(placed.event(), encoder);
        encoder.flush();
        Saved.bytes(out, bytes.toByteArray());
    }

    EventOrder.Placed read(DataInputStream in) throws IOException {
        long position = in.readLong();
        long reached = in.readLong();
        int lane = in.readInt();
        String id = Saved.text(in);
        long time = in.readLong();
        Schema schema = schemas.get(lane);
        GenericRecord event = new GenericDatumReader<GenericRecord>(schema, schema, DATA)
                .read(null, DecoderFactory.get().binaryDecoder(Saved.bytes(in), null));
        return new EventOrder.Placed(
                position,
                reached,
                new CleanedInput.Event(lane, id, time, new CleaningResult.Clean(event), cleaner.parts(lane, event)),
                event);
    }
}
