package io.headrace.features.app.spread;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * In which life each stage is here, by what its sources say. All of them begin a stage anew with the same change of the definition,
 * so it begins anew with the first that says so. What a source had sent before it is void; what another one, which has not said
 * so yet, had sent before is taken for good, for it may never do, where it read nothing while the stage was away: if it does,
 * the stage begins anew once more.
 *
 * <p>Stored is, in version 1: by {@code NAME} the version in a byte, the life here and the latest that a source has said in 4 bytes
 * each; by {@code NAME|SOURCE} the version, what that source has said, and 1 where something older than the latest was
 * taken of it.
 */
final class HeardLives {

    private static final String STORE = "stages-lives";
    private static final byte VERSION = 1;

    private final KeyValueStore<String, byte[]> store;
    private final Map<String, Life> here = new HashMap<>();
    private final Map<String, Said> said = new HashMap<>();

    private record Life(int number, int latest) {

        private static final Life NONE = new Life(0, 0);

        byte[] toBytes() {
            return ByteBuffer.allocate(1 + 2 * Integer.BYTES)
                    .put(VERSION)
                    .putInt(number)
                    .putInt(latest)
                    .array();
        }
    }

    private record Said(int life, boolean tookOlder) {

        private static final Said NOTHING = new Said(0, false);

        byte[] toBytes() {
            return ByteBuffer.allocate(2 + Integer.BYTES)
                    .put(VERSION)
                    .putInt(life)
                    .put((byte) (tookOlder ? 1 : 0))
                    .array();
        }
    }

    HeardLives(ProcessorContext<?, ?> context) {
        store = context.getStateStore(STORE);
        try (KeyValueIterator<String, byte[]> stored = store.all()) {
            stored.forEachRemaining(entry -> read(entry.key, ByteBuffer.wrap(entry.value)));
        }
    }

    static StoreBuilder<?> store() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
                .withCachingEnabled();
    }

    /** The life that a stage, or its labels, are in here; 0 before any. */
    int of(String name) {
        return here.getOrDefault(name, Life.NONE).number();
    }

    /**
     * A source says in which lives it sees what it feeds.
     *
     * @return those that begin anew here
     */
    Set<String> hear(int source, Map<String, Integer> lives) {
        Set<String> anew = new HashSet<>();
        lives.forEach((name, life) -> {
            Said before = said(name, source);
            if (life > before.life()) {
                Life now = here.getOrDefault(name, Life.NONE);
                if (life > now.latest() || before.tookOlder()) {
                    put(name, new Life(now.number() + 1, Math.max(life, now.latest())));
                    anew.add(name);
                }
                put(name, source, new Said(life, false));
            }
        });
        return anew;
    }

    /** Whether what a source has sent is void: it was sent in an earlier life than that in which the source is now. */
    boolean isVoid(int source, String name, int life) {
        return life < said(name, source).life();
    }

    /** Something of a source is taken. */
    void take(int source, String name) {
        Said of = said(name, source);
        if (of.life() < here.getOrDefault(name, Life.NONE).latest() && !of.tookOlder()) {
            put(name, source, new Said(of.life(), true));
        }
    }

    private Said said(String name, int source) {
        return said.getOrDefault(key(name, source), Said.NOTHING);
    }

    private void put(String name, Life life) {
        here.put(name, life);
        store.put(name, life.toBytes());
    }

    private void put(String name, int source, Said now) {
        said.put(key(name, source), now);
        store.put(key(name, source), now.toBytes());
    }

    private void read(String key, ByteBuffer in) {
        byte version = in.get();
        if (version != VERSION) {
            throw new IllegalStateException(
                    "the life of " + key + " has version " + version + "; this release reads version " + VERSION);
        }
        if (key.indexOf('|') < 0) {
            here.put(key, new Life(in.getInt(), in.getInt()));
        } else {
            said.put(key, new Said(in.getInt(), in.get() == 1));
        }
    }

    private static String key(String name, int source) {
        return name + '|' + source;
    }
}
