package io.headrace.trainer.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.schemas.definition.ModelFamily;
import io.headrace.schemas.definition.Training;
import io.headrace.trainer.Synthetic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TriggersTest {

    private static final Due BY_EXAMPLES = new Due.ByExamples();
    private final ExampleWindow window = new ExampleWindow(new Training.Window.Examples(1000));
    private final List<Located> examples = ExampleWindowTest.located(200);
    private int next;

    @Test
    void theFirstTrainingIsDueAtTheMinimum() {
        Triggers triggers = new Triggers(training(OptionalInt.of(50)), false);

        assertThat(dueAt(triggers, 30)).containsExactly(20);
    }

    @Test
    void furtherTrainingsAreDueEverySoManyExamples() {
        Triggers triggers = new Triggers(training(OptionalInt.of(50)), false);
        dueAt(triggers, 20);
        triggers.onPublished();

        assertThat(dueAt(triggers, 110)).containsExactly(70, 120);
    }

    @Test
    void whileThereIsNoModelARefusalIsFollowedByAnotherTrySoon() {
        Triggers triggers = new Triggers(training(OptionalInt.of(50)), false);

        assertThat(dueAt(triggers, 65)).containsExactly(20, 40, 60);
    }

    @Test
    void withoutANumberOnlyRequestsMakeItTrainOnceThereIsAModel() {
        Triggers triggers = new Triggers(training(OptionalInt.empty()), true);

        assertThat(dueAt(triggers, 150)).isEmpty();
    }

    @Test
    void examplesThatATrainingKnewDoNotCountTowardsTheNext() {
        Triggers triggers = new Triggers(training(OptionalInt.of(50)), true);
        for (int i = 0; i < 60; i++) {
            Located known = examples.get(next++);
            window.add(known);
            triggers.onKnownExample(known.eventTime());
        }

        assertThat(triggers.due(window)).isEmpty();
        assertThat(dueAt(triggers, 60)).containsExactly(110);
    }

    @Test
    void whereTrainingsByNumberAreFrequentARequestAboutAChangeOnlyBringsOneForward() {
        Triggers triggers = new Triggers(training(OptionalInt.of(40)), true);
        dueAt(triggers, 30);
        Request request = new Request("r", OptionalLong.of(Long.MAX_VALUE), Optional.empty(), "because", 0);

        triggers.onRequest(request, window);

        assertThat(triggers.due(window)).contains(new Due.ByRequest(request.withoutChange()));
    }

    @Test
    void aRequestIsServedAtOnceFromTheDefinitionsWindow() {
        Triggers triggers = new Triggers(training(OptionalInt.of(50)), true);
        dueAt(triggers, 30);
        Request request = new Request("r", OptionalLong.empty(), Optional.empty(), "because", 0);
        triggers.onRequest(request, window);

        assertThat(triggers.due(window)).contains(new Due.ByRequest(request));
    }

    @Test
    void aRequestWaitsForEnoughExamplesOfTheNewKindAndHoldsBackOthers() {
        Triggers triggers = new Triggers(training(OptionalInt.of(50)), true);
        dueAt(triggers, 45);
        Request request = new Request(
                "r", OptionalLong.of(Synthetic.START + 40 * Synthetic.STEP), Optional.of("p@1"), "drift", 0);
        triggers.onRequest(request, window);

        assertThat(triggers.waitingHas()).isEqualTo(5);
        assertThat(dueAt(triggers, 30)).containsExactly(60);
        assertThat(triggers.waiting()).isEmpty();
    }

    @Test
    void aNewVersionAnswersTheRequestAboutTheOneBefore() {
        Triggers triggers = new Triggers(training(OptionalInt.of(50)), true);
        dueAt(triggers, 30);
        triggers.onRequest(new Request("drift", OptionalLong.empty(), Optional.of("p@1"), "because", 0), window);
        triggers.onPublished();
        assertThat(triggers.due(window)).isEmpty();

        Request wish = new Request("wish", OptionalLong.empty(), Optional.empty(), "a person's", 1);
        triggers.onRequest(wish, window);
        triggers.onPublished();
        assertThat(triggers.due(window)).contains(new Due.ByRequest(wish));
    }

    @Test
    void aNewerRequestTakesTheOldersPlace() {
        Triggers triggers = new Triggers(training(OptionalInt.of(50)), true);
        dueAt(triggers, 30);
        triggers.onRequest(new Request("old", OptionalLong.empty(), Optional.empty(), "because", 0), window);
        Request newer = new Request("new", OptionalLong.empty(), Optional.empty(), "because", 1);
        triggers.onRequest(newer, window);

        Due due = triggers.due(window).orElseThrow();
        triggers.onStart(due);

        assertThat(due).isEqualTo(new Due.ByRequest(newer));
        assertThat(triggers.due(window)).isEmpty();
    }

    /** Feeds examples; returns after how many in all a training was due, and begins it. */
    private List<Integer> dueAt(Triggers triggers, int count) {
        List<Integer> due = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Located located = examples.get(next++);
            window.add(located);
            triggers.onNewExample(located.eventTime());
            triggers.due(window).ifPresent(what -> {
                due.add(next);
                triggers.onStart(what);
            });
        }
        return due;
    }

    private static Training training(OptionalInt every) {
        return new Training(
                new Training.Window.Examples(1000),
                every,
                20,
                new Training.Split(0.6, 0.2),
                List.of(ModelFamily.LINEAR),
                new Training.Budget(1),
                1);
    }

    @Test
    void whatIsDueByNumberSaysSo() {
        Triggers triggers = new Triggers(training(OptionalInt.of(50)), false);
        for (int i = 0; i < 20; i++) {
            Located located = examples.get(i);
            window.add(located);
            triggers.onNewExample(located.eventTime());
        }

        assertThat(triggers.due(window)).contains(BY_EXAMPLES);
    }
}
