package io.headrace.standalone.backfill;

import io.headrace.features.engine.EntityState;
import io.headrace.features.engine.FeatureProgram;
import io.headrace.features.engine.LearnedLabel;
import io.headrace.features.engine.Stage;
import io.headrace.schemas.time.PartitionClock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers and records what is of its share of the entities, whose states it alone has, in memory. An entity that no event in time can see
 * is forgotten, some with each one that is new.
 */
final class StageWorker {

    private static final int CHECKED_FOR_EACH_NEW = 2;
    private static final int SPREAD = 0x9E3779B9;

    private final int number;
    private final int workers;
    private final List<Entities> stages = new ArrayList<>();

    /** @param number from 0, one of so many workers */
    StageWorker(FeatureProgram program, int number, int workers) {
        this.number = number;
        this.workers = workers;
        program.stages().forEach(stage -> stages.add(new Entities(stage)));
    }

    void work(List<Work> works) {
        for (int i = 0; i < stages.size(); i++) {
            stages.get(i).work(works, i);
        }
    }

    /** The event's entity, if it is one of this worker's. */
    private @Nullable String mine(Work.Answer event, int stage) {
        String entity = event.entities[stage];
        if (entity == null) {
            return null;
        }
        int spread = (entity.hashCode() + stage) * SPREAD;
        return Math.floorMod(spread >> 8, workers) == number ? entity : null;
    }

    private static final class Entity {

        private final String name;
        private final EntityState state;
        private final List<Work> waiting = new ArrayList<>();

        Entity(String name, EntityState state) {
            this.name = name;
            this.state = state;
        }
    }

    /**
     * One stage's. Entities know nothing of each other, so what a batch has for one is done at once: its state is then in the processor's
     * cache for all but the first.
     */
    private final class Entities {

        private final Stage stage;
        private final Map<String, Entity> states = new HashMap<>();
        private final Deque<Entity> turns = new ArrayDeque<>();
        private final List<Entity> touched = new ArrayList<>();
        private int toCheck;
        private long progress = PartitionClock.UNKNOWN;

        Entities(Stage stage) {
            this.stage = stage;
        }

        void work(List<Work> works, int number) {
            for (Work work : works) {
                switch (work) {
                    case Work.Answer event -> wait(mine(event, number), work);
                    case Work.Learn(Work.Answer event, var _, var _) -> {
                        if (stage.learns()) {
                            wait(mine(event, number), work);
                        }
                    }
                    case Work.Example _ -> {}
                }
            }
            touched.forEach(this::work);
            touched.clear();
            forget();
        }

        private void wait(@Nullable String name, Work work) {
            if (name != null) {
                Entity entity = states.get(name);
                if (entity == null) {
                    entity = new Entity(name, stage.unseen());
                    states.put(name, entity);
                    turns.add(entity);
                    toCheck += CHECKED_FOR_EACH_NEW;
                }
                if (entity.waiting.isEmpty()) {
                    touched.add(entity);
                }
                entity.waiting.add(work);
            }
        }

        private void work(Entity entity) {
            for (Work work : entity.waiting) {
                switch (work) {
                    case Work.Answer event -> {
                        stage.observe(entity.state, event.event(), event.answers, event.progress);
                        progress = Math.max(progress, event.progress);
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
         * they stay, as what they came to.
         */
        private void forget() {
            for (; toCheck > 0; toCheck--) {
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
        }
    }
}
