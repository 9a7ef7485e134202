package io.tiphys.gateway.argoapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.error.GatewayException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What argo-workflows v4.1 reads beyond v4.0, as long as no 4.1 can be run here: whatever the gateway does not know, it does not
 * send, so that the newer reader finds nothing that was not understood.
 */
final class Argo41ReadingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                // a name and a namespace win over the uid
                "DELETE|/api/v1/archived-workflows/u-1?name=other|",
                "DELETE|/api/v1/archived-workflows/u-1?namespace=argo&name=other|",
                "DELETE|/api/v1/archived-workflows/u-1?name[other]=|",
                // artifacts of submissions
                "POST|/api/v1/workflows/argo/submit|{\"submitOptions\":{\"artifacts\":[\"a=b\"]}}",
                "POST|/api/v1/workflows/argo/submit|{\"submitOptions\":{\"Artifacts\":[\"a=b\"]}}",
                "POST|/api/v1/workflows/argo/submit|{\"artifacts\":[\"a=b\"]}",
                // whatever else a later release may add
                "GET|/api/v1/workflows/argo?continueToken=x|",
                "PUT|/api/v1/workflows/argo/a/stop|{\"force\":true}",
            })
    void refusesWhatOnlyTheNewerReleaseReads(String method, String target, String body) {
        assertThat(isRefused(method, target, body == null ? "" : body)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE,/api/v1/archived-workflows/u-1?namespace=argo",
        "GET,/api/v1/archived-workflows/u-1?namespace=argo",
        "GET,/api/v1/archived-workflows?listOptions.fieldSelector=metadata.namespace%3D%3Dargo",
    })
    void takesWhatBothRead(String method, String target) {
        assertThat(isRefused(method, target, "")).isFalse();
    }

    private static boolean isRefused(String method, String target, String body) {
        try {
            RemadeRequest.of(method, target, body);
            return false;
        } catch (GatewayException e) {
            return true;
        }
    }
}
