package io.tiphys.gateway.testbed;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.tiphys.gateway.credentials.BearerToken;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.text.ParseException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * Service account tokens that Kubernetes itself would have made at another time: signed with its own key. The
 * TokenRequest API makes none that live less than ten minutes, so an expired one is not to be had otherwise.
 */
public final class ForgedTokens {
    private final ClusterUnderTest cluster;
    private final PrivateKey key;

    private ForgedTokens(ClusterUnderTest cluster, PrivateKey key) {
        this.cluster = cluster;
        this.key = key;
    }

    /** @throws org.opentest4j.TestAbortedException when the cluster keeps its key to itself */
    public static ForgedTokens of(ClusterUnderTest cluster) {
        Assumptions.assumeTrue(
                cluster.serviceAccountKey().isPresent(),
                "cluster '" + cluster.provider() + "' keeps its signing key to itself");
        String pem = cluster.serviceAccountKey().orElseThrow();
        byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        try {
            return new ForgedTokens(
                    cluster, KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the signing key is no RSA key in PKCS #8", e);
        }
    }

    /** A token of an account, like a real one, that is good between these moments. */
    public BearerToken token(TestNamespace namespace, String account, Instant from, Instant until) {
        ServiceAccount owner = cluster.admin()
                .serviceAccounts()
                .inNamespace(namespace.name())
                .withName(account)
                .require();
        try {
            JWTClaimsSet real =
                    SignedJWT.parse(namespace.token(account).reveal()).getJWTClaimsSet();
            JWTClaimsSet claims = new JWTClaimsSet.Builder()
                    .issuer(real.getIssuer())
                    .audience(real.getAudience())
                    .subject(real.getSubject())
                    .notBeforeTime(Date.from(from))
                    .issueTime(Date.from(from))
                    .expirationTime(Date.from(until))
                    .claim(
                            "kubernetes.io",
                            Map.of(
                                    "namespace",
                                    namespace.name(),
                                    "serviceaccount",
                                    Map.of(
                                            "name",
                                            account,
                                            "uid",
                                            owner.getMetadata().getUid())))
                    .build();
            SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.RS256), claims);
            token.sign(new RSASSASigner(key));
            return BearerToken.of(token.serialize());
        } catch (JOSEException | ParseException e) {
            throw new IllegalStateException(e);
        }
    }
}
