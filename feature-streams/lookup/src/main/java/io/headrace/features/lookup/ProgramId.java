package io.headrace.features.lookup;

import io.headrace.features.engine.FeatureProgram;
import io.headrace.schemas.definition.PipelineDefinition;
import io.headrace.schemas.definition.reading.Meaning;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.avro.SchemaNormalization;

/** What two processes must agree on to speak of events, stages and values by their places alone. */
public final class ProgramId {

    private static final int BYTES = 8;

    private ProgramId() {}

    /**
     * The same where two definitions have the same events, and the same stateful features in the same order with the same meaning.
     *
     * @return 16 lower-case hexadecimal digits
     */
    public static String of(PipelineDefinition definition) {
        MessageDigest digest = sha256();
        add(digest, definition.pipeline().value());
        add(digest, SchemaNormalization.toParsingForm(definition.events().schema()));
        Meaning meaning = Meaning.of(definition);
        for (String feature : FeatureProgram.compile(definition).stateful()) {
            add(digest, feature);
            add(digest, meaning.features().getOrDefault(feature, ""));
        }
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
