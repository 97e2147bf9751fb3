package io.headrace.standalone.backfill;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/**
 * An Avro container file that can be gone on with: its bytes follow from its records alone. Blocks end where so many bytes are full and nowhere
 * else, what is between two is in the checkpoint, and the mark that ends each follows from the schema.
 */
final class AvroFile implements Resumable, AutoCloseable {

    /** Magic byte and schema id. */
    private static final int HEADER_BYTES = 5;

    /** The fastest there is: it costs less than to write what it saves. */
    private static final int ZSTANDARD_LEVEL = -5;

    private static final int BLOCK_BYTES = 1 << 20;

    private final Path file;
    private final Schema schema;
    private final DataFileWriter<GenericRecord> writer;

    /** In the wire format, of the block under way. */
    private final List<byte[]> block = new ArrayList<>();

    private int blockBytes;

    private AvroFile(Path file, Schema schema) {
        this.file = file;
        this.schema = schema;
        this.writer = new DataFileWriter<GenericRecord>(new GenericDatumWriter<>(schema))
                .setCodec(CodecFactory.zstandardCodec(ZSTANDARD_LEVEL, false, true))
                .setSyncInterval(BLOCK_BYTES);
    }

    /** Begins one. */
    static AvroFile create(Path file, Schema schema) throws IOException {
        AvroFile created = new AvroFile(file, schema);
        created.open(Files.newOutputStream(file));
        return created;
    }

    /** One that is there and is gone on with: {@link #restore} comes next. */
    static AvroFile goOn(Path file, Schema schema) {
        return new AvroFile(file, schema);
    }

    private void open(OutputStream out) throws IOException {
        writer.create(schema, out, mark(schema));
        writer.flush();
    }

    private static byte[] mark(Schema schema) {
        try {
            return MessageDigest.getInstance("MD5").digest(schema.toString().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }

    /** @param value in the wire format */
    void append(byte[] value) throws IOException {
        block.add(value);
        blockBytes += value.length - HEADER_BYTES;
        writer.appendEncoded(ByteBuffer.wrap(value, HEADER_BYTES, value.length - HEADER_BYTES));
        if (blockBytes >= BLOCK_BYTES) {
            writer.flush();
            block.clear();
            blockBytes = 0;
        }
    }

    @Override
    public void save(DataOutputStream out) throws IOException {
        Checkpoint.force(file);
        out.writeLong(Files.size(file));
        out.writeInt(block.size());
        for (byte[] value : block) {
            Saved.bytes(out, value);
        }
    }

    /** What was written behind the checkpoint is cut off. */
    @Override
    public void restore(DataInputStream in) throws IOException {
        long length = in.readLong();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            if (channel.size() < length) {
                throw new IOException(file + " has " + channel.size() + " bytes, and had " + length);
            }
            channel.truncate(length);
        }
        // Avro goes on with a file only at a compression of its own choice, so it begins one, whose header goes
        // nowhere.
        Gate gate = new Gate(Files.newOutputStream(file, StandardOpenOption.APPEND));
        open(gate);
        gate.isOpen = true;
        for (int left = in.readInt(); left > 0; left--) {
            append(Saved.bytes(in));
        }
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    /** Lets nothing through at first. */
    private static final class Gate extends FilterOutputStream {

        private boolean isOpen;

        Gate(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            if (isOpen) {
                out.write(one);
            }
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (isOpen) {
                out.write(bytes, from, length);
            }
        }
    }
}
