package io.headrace.standalone.backfill;

import io.headrace.features.engine.EntityState;
import io.headrace.features.engine.LearnedLabel;
import io.headrace.features.engine.Lives;
import io.headrace.features.engine.Stage;
import io.headrace.schemas.time.PartitionClock;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers and records what is of its share of the entities, whose states it alone has, in memory. An entity that no event in time can see
 * is forgotten, some with each one that is new.
 */
final class StageWorker implements Resumable {

    private static final int CHECKED_FOR_EACH_NEW = 2;
    private static final int SPREAD = 0x9E3779B9;

    private final int number;
    private final int workers;
    private final List<Entities> stages = new ArrayList<>();

    /** @param number from 0, one of so many workers */
    StageWorker(List<Stage> asked, int number, int workers) {
        this.number = number;
        this.workers = workers;
        asked.forEach(stage -> stages.add(new Entities(stage, stages.size())));
    }

    void work(List<Work> works) {
        for (Work work : works) {
            switch (work) {
                case Work.Answer event -> share(event.parts(), work, false);
                case Work.Recorded(var parts, var _) -> share(parts, work, false);
                case Work.Learn(Work.Answer event, var _, var _) -> share(event.parts(), work, true);
                case Work.Example _ -> {}
            }
        }
        stages.forEach(Entities::work);
    }

    /** Among those of the event's entities that are this worker's. */
    private void share(CleanedInput.Parts event, Work work, boolean learned) {
        for (int i = 0; i < stages.size(); i++) {
            Entities entities = stages.get(i);
            String entity = event.entity(i);
            if (entity != null && (!learned || entities.stage.learns()) && isMine(entity, i)) {
                entities.wait(entity, work);
            }
        }
    }

    private boolean isMine(String entity, int stage) {
        int spread = (entity.hashCode() + stage) * SPREAD;
        return Math.floorMod(spread >> 8, workers) == number;
    }

    @Override
    public void save(DataOutputStream out) throws IOException {
        for (Entities entities : stages) {
            entities.save(out);
        }
    }

    @Override
    public void restore(DataInputStream in) throws IOException {
        for (Entities entities : stages) {
            entities.restore(in);
        }
    }

    private static final class Entity {

        private final String name;
        private final KeptPieces pieces;
        private final EntityState state;
        private final List<Work> waiting = new ArrayList<>();

        Entity(String name, KeptPieces pieces, Stage stage) {
            this.name = name;
            this.pieces = pieces;
            this.state = stage.read(pieces, Lives.FIRST);
        }
    }

    /**
     * One stage's. Entities know nothing of each other, so what a batch has for one is done at once: its state is then in the processor's
     * cache for all but the first.
     */
    private static final class Entities {

        private final Stage stage;
        private final int number;
        private final Map<String, Entity> states = new HashMap<>();
        private final Deque<Entity> turns = new ArrayDeque<>();
        private final List<Entity> touched = new ArrayList<>();
        private int toCheck;
        private long progress = PartitionClock.UNKNOWN;

        Entities(Stage stage, int number) {
            this.stage = stage;
            this.number = number;
        }

        /** In the order of their turns, which says who is looked at next. */
        void save(DataOutputStream out) throws IOException {
            out.writeLong(progress);
            out.writeInt(turns.size());
            for (Entity entity : turns) {
                Saved.text(out, entity.name);
                stage.write(entity.state, entity.pieces);
                entity.pieces.save(out);
            }
        }

        void restore(DataInputStream in) throws IOException {
            progress = in.readLong();
            for (int left = in.readInt(); left > 0; left--) {
                String name = Saved.text(in);
                KeptPieces pieces = new KeptPieces();
                pieces.restore(in);
                Entity entity = new Entity(name, pieces, stage);
                states.put(name, entity);
                turns.add(entity);
            }
        }

        void work() {
            touched.forEach(this::work);
            touched.clear();
            forget();
        }

        void wait(String name, Work work) {
            Entity entity = states.get(name);
            if (entity == null) {
                entity = new Entity(name, new KeptPieces(), stage);
                states.put(name, entity);
                turns.add(entity);
                toCheck += CHECKED_FOR_EACH_NEW;
            }
            if (entity.waiting.isEmpty()) {
                touched.add(entity);
            }
            entity.waiting.add(work);
        }

        private void work(Entity entity) {
            for (Work work : entity.waiting) {
                switch (work) {
                    case Work.Answer event -> {
                        stage.observe(entity.state, event.parts().event(number), event.answers, event.progress);
                        progress = Math.max(progress, event.progress);
                    }
                    case Work.Recorded(var parts, long reached) -> {
                        stage.record(entity.state, parts.event(number), reached);
                        progress = Math.max(progress, reached);
                    }
                    case Work.Learn(var _, LearnedLabel label, long progress) ->
                        stage.learn(entity.state, label, progress);
                    case Work.Example _ -> {}
                }
            }
            entity.waiting.clear();
        }

        /**
         * Looks at two for each one that is new, so that those who come once leave as fast as they come; where a feature looks back a lifetime
         * they stay, as what they came to. Those that only ask a further stream's stage leave at once.
         */
        private void forget() {
            for (; toCheck > 0 && !turns.isEmpty(); toCheck--) {
                Entity entity = turns.remove();
                boolean over = stage.isExpired(entity.state, progress);
                if (over && !stage.lasts()) {
                    states.remove(entity.name);
                } else {
                    if (over) {
                        stage.forget(entity.state, progress, Integer.MAX_VALUE);
                    }
                    turns.add(entity);
                }
            }
            toCheck = 0;
        }
    }
}
