package io.headrace.features.app.spread;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.runtime.streams.store.CommitStore;
import io.headrace.runtime.streams.store.TaskStore;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * In which life each stage is here, by what its sources say. All of them begin a stage anew with the same change of the definition,
 * so it begins anew with the first that says so. What a source had sent before it is void; what another one, which has not said
 * so yet, had sent before is taken for good, for it may never do, where it read nothing while the stage was away: if it does,
 * the stage begins anew once more. A source that says nothing of a stage of which it spoke before has read something while the stage was away: its
 * next life has begun as far as that source is concerned, and what comes of it then has nothing missing between.
 *
 * <p>What has come and waits is looked at before the sources say anything, so a stage also begins anew where this began last without it.
 *
 * <p>Stored is, in version 1: by {@code NAME} the version in a byte, the life here and the latest that a source has said in 4 bytes
 * each, and 1 where the last definition here had it; by {@code NAME|SOURCE} the version, what that source has said, and the sum of 1 where something older than
 * the latest was taken of it and of 2 where it has read without the stage since.
 */
final class HeardLives {

    private static final String SECTION = "stages-lives";
    private static final byte VERSION = 1;

    /** Between a name and a source: no field of an event, and so no stage, has it in its name. */
    private static final char SOURCE = '|';

    private final CommitStore store;
    private final Map<String, Life> here = new HashMap<>();
    private final Map<Integer, Map<String, Said>> said = new HashMap<>();

    /** Before any. */
    private static final Life NONE = new Life(0, 0, true);

    private record Life(int number, int latest, boolean present) {

        byte[] toBytes() {
            return ByteBuffer.allocate(2 + 2 * Integer.BYTES)
                    .put(VERSION)
                    .putInt(number)
                    .putInt(latest)
                    .put((byte) (present ? 1 : 0))
                    .array();
        }
    }

    /**
     * What a source has said of a stage.
     *
     * @param without whether it has read without the stage since, and the life is that in which it will see it next
     */
    private record Said(int life, boolean tookOlder, boolean without) {

        private static final Said NOTHING = new Said(0, false, false);
        private static final int TOOK_OLDER = 1;
        private static final int WITHOUT = 2;

        static Said read(ByteBuffer in) {
            int life = in.getInt();
            int flags = in.get();
            return new Said(life, (flags & TOOK_OLDER) != 0, (flags & WITHOUT) != 0);
        }

        byte[] toBytes() {
            return ByteBuffer.allocate(2 + Integer.BYTES)
                    .put(VERSION)
                    .putInt(life)
                    .put((byte) ((tookOlder ? TOOK_OLDER : 0) + (without ? WITHOUT : 0)))
                    .array();
        }
    }

    /** @param names of what is here by the definition: what was not when this began last has missed what came meanwhile */
    HeardLives(Collection<String> names, TaskStore state) {
        store = state.values(SECTION);
        try (KeyValueIterator<Bytes, byte[]> stored = store.range(null, null)) {
            stored.forEachRemaining(entry -> read(new String(entry.key.get(), UTF_8), ByteBuffer.wrap(entry.value)));
        }
        Map.copyOf(here).forEach((name, life) -> {
            if (names.contains(name) != life.present()) {
                put(name, new Life(life.number() + (life.present() ? 0 : 1), life.latest(), !life.present()));
            }
        });
    }

    /** The life that a stage, or its labels, are in here; 0 before any. */
    int of(String name) {
        return here.getOrDefault(name, NONE).number();
    }

    /**
     * A source says in which lives it sees what it feeds, all of it.
     *
     * @return whether any begins anew here
     */
    boolean hear(int source, Map<String, Integer> lives) {
        boolean anew = false;
        for (Map.Entry<String, Integer> said : lives.entrySet()) {
            anew |= hear(source, said.getKey(), new Said(said.getValue(), false, false));
        }
        for (Map.Entry<String, Said> before :
                Map.copyOf(said.getOrDefault(source, Map.of())).entrySet()) {
            Said of = before.getValue();
            if (!lives.containsKey(before.getKey()) && of.life() > 0 && !of.without()) {
                anew |= hear(source, before.getKey(), new Said(of.life() + 1, false, true));
            }
        }
        return anew;
    }

    private boolean hear(int source, String name, Said now) {
        Said before = said(name, source);
        if (now.life() <= before.life()) {
            if (before.without() && now.life() == before.life()) {
                put(name, source, new Said(before.life(), before.tookOlder(), false));
            }
            return false;
        }
        put(name, source, now);
        Life life = here.getOrDefault(name, NONE);
        boolean anew = now.life() > life.latest() || before.tookOlder();
        if (anew) {
            put(name, new Life(life.number() + 1, Math.max(now.life(), life.latest()), true));
            List.copyOf(said.keySet()).forEach(other -> forget(name, other));
        }
        return anew;
    }

    /** What older things were taken is gone with everything else. */
    private void forget(String name, int source) {
        Said of = said(name, source);
        if (of.tookOlder()) {
            put(name, source, new Said(of.life(), false, of.without()));
        }
    }

    /** Whether what a source has sent is void: it was sent in an earlier life than that in which the source is now. */
    boolean isVoid(int source, String name, int life) {
        return life < said(name, source).life();
    }

    /** Something of a source is taken. */
    void take(int source, String name) {
        Said of = said(name, source);
        if (of.life() < here.getOrDefault(name, NONE).latest() && !of.tookOlder()) {
            put(name, source, new Said(of.life(), true, of.without()));
        }
    }

    private Said said(String name, int source) {
        return said.getOrDefault(source, Map.of()).getOrDefault(name, Said.NOTHING);
    }

    private void put(String name, Life life) {
        here.put(name, life);
        store.put(key(name), life.toBytes());
    }

    private void put(String name, int source, Said now) {
        remember(name, source, now);
        store.put(key(name + SOURCE + source), now.toBytes());
    }

    private void read(String key, ByteBuffer in) {
        byte version = in.get();
        if (version != VERSION) {
            throw new IllegalStateException(
                    "the life of " + key + " has version " + version + "; this release reads version " + VERSION);
        }
        int end = key.indexOf(SOURCE);
        if (end < 0) {
            here.put(key, new Life(in.getInt(), in.getInt(), in.get() == 1));
        } else {
            int source = Integer.parseInt(key.substring(end + 1));
            remember(key.substring(0, end), source, Said.read(in));
        }
    }

    private void remember(String name, int source, Said now) {
        said.computeIfAbsent(source, _ -> new HashMap<>()).put(name, now);
    }

    private static Bytes key(String name) {
        return Bytes.wrap(name.getBytes(UTF_8));
    }
}
