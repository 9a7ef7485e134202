package io.tiphys.gateway.kubernetes.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateObjectsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {"metadata": {"name": "a"}}                                                            | a.service-account-token
            {"metadata": {"name": "a"}, "secrets": []}                                              | a.service-account-token
            {"metadata": {"name": "a"}, "secrets": [{"name": "first"}, {"name": "second"}]}          | first
            {"metadata": {"name": "a", "annotations": {"workflows.argoproj.io/service-account-token.name": "named"}}} | named
            {"metadata": {"name": "a", "annotations": {"workflows.argoproj.io/service-account-token.name": "named"}}, "secrets": [{"name": "first"}]} | first
            """)
    void findsTheTokenSecretAsArgoDoes(String account, String secret) throws IOException {
        assertThat(StateObjects.accountSecrets(new ObjectMapper().readTree(account))
                        .token())
                .isEqualTo(secret);
    }
}
