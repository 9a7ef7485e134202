package io.tiphys.gateway.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.argoproto.ArgoMessages;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class GrammarTest {
    private static final Names NAMES =
            new Names("served", "unserved", List.of("minted", "secret"), List.of("nobody", "all"));

    private static List<WitnessRequest> requests(long seed, int number) {
        Grammar grammar = new Grammar(new Random(seed), NAMES, Procedure.all());
        return Stream.generate(grammar::next).limit(number).toList();
    }

    @Test
    void knowsEachProcedureOfTheArgoServer() {
        Set<String> argo = Procedure.all().stream()
                .filter(one -> one.ofArgo() && one.overGrpc())
                .map(one -> "/" + one.name())
                .collect(Collectors.toSet());
        assertThat(argo).hasSize(68).isEqualTo(ArgoMessages.methods());
    }

    @Test
    void makesTheSameRequestsOfTheSameSeed() {
        assertThat(requests(7, 500)).isEqualTo(requests(7, 500)).isNotEqualTo(requests(8, 500));
    }

    @Test
    void reachesEachProcedureOverEachWay() {
        List<WitnessRequest> made = requests(1, 5000);
        for (Procedure procedure : Procedure.all()) {
            List<WitnessRequest> its = made.stream()
                    .filter(one -> one.about().equals(procedure.name()))
                    .toList();
            assertThat(its.stream().anyMatch(one -> one.wire() == Wire.HTTP))
                    .as(procedure.name())
                    .isEqualTo(procedure.overHttp());
            assertThat(its.stream().anyMatch(one -> one.wire() == Wire.GRPC))
                    .as(procedure.name())
                    .isEqualTo(procedure.overGrpc());
        }
    }

    @Test
    void writesRequestsThatArgoReadsAsTheyAreMeant() {
        Procedure get = Procedure.all().stream()
                .filter(one -> one.name().endsWith("/DeleteCronWorkflow"))
                .findFirst()
                .orElseThrow();
        Grammar grammar = new Grammar(new Random(1), NAMES, List.of(get));
        WitnessRequest http = Stream.generate(() -> grammar.plain(get, "minted", "all"))
                .filter(one -> one.wire() == Wire.HTTP
                        && one.path().endsWith("/served/nightly")
                        && one.path().startsWith("/argo"))
                .findFirst()
                .orElseThrow();
        assertThat(http.method() + " " + http.path())
                .isEqualTo("DELETE /argo/minted/api/v1/cron-workflows/served/nightly");
    }
}
