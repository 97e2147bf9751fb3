package io.headrace.trainer.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.runtime.AppState;
import io.headrace.runtime.HeadraceApp;
import io.headrace.trainer.progress.TrainingEvent;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.event.ApplicationEventListener;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class TrainerBeansTest {

    /** Stands for the narrator of the demo. */
    @Singleton
    static final class Listener implements ApplicationEventListener<TrainingEvent> {

        private final List<TrainingEvent> heard = new CopyOnWriteArrayList<>();

        @Override
        public void onApplicationEvent(TrainingEvent event) {
            heard.add(event);
        }
    }

    @Test
    void theContainerMakesTheAppAndCarriesItsEvents() {
        Map<String, Object> properties = Map.of(
                "headrace.pipeline", "../examples/payments/payments.yaml",
                "headrace.signing.private-key", "elsewhere/signing.pem",
                "schema.registry.url", "mock://beans");
        try (ApplicationContext context = ApplicationContext.run(properties)) {
            assertThat(context.getBeansOfType(HeadraceApp.class))
                    .singleElement()
                    .satisfies(app -> {
                        assertThat(app.name()).isEqualTo("trainer");
                        assertThat(app.state()).isEqualTo(new AppState.Starting("not started yet"));
                    });
            assertThat(context.getBean(SigningSettings.class))
                    .isEqualTo(new SigningSettings(
                            Path.of("elsewhere/signing.pem"), Path.of("data/keys/signing.pub.pem")));

            TrainingEvent event = new TrainingEvent.Started("examples", 1, 1);
            context.getEventPublisher(TrainingEvent.class).publishEvent(event);
            assertThat(context.getBean(Listener.class).heard).containsExactly(event);
        }
    }
}
