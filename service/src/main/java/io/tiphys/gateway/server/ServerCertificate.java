package io.tiphys.gateway.server;

import com.linecorp.armeria.common.TlsKeyPair;
import io.tiphys.gateway.server.configuration.ServerConfiguration;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The private key and the certificate chain of the listener with TLS, read from the files of the configuration.
 *
 * <p>Files can be replaced at any time, and not both at once. A pair is used only if its key belongs to its certificate.
 * Thread-safe.
 */
@Singleton
final class ServerCertificate {
    private static final Logger LOG = LoggerFactory.getLogger(ServerCertificate.class);
    private static final byte[] PROBE = {1, 2, 3};

    private final ServerConfiguration configuration;
    private volatile @Nullable TlsKeyPair current;

    ServerCertificate(ServerConfiguration configuration) {
        this.configuration = configuration;
    }

    /** Whether the gateway has a listener with TLS. */
    boolean isConfigured() {
        return configuration.tlsPort() != null;
    }

    /**
     * The pair that was read last, or else the pair in the files.
     *
     * @throws IllegalStateException if a file is not configured, or if key and certificate do not belong together
     * @throws IllegalArgumentException if a file cannot be read
     */
    synchronized TlsKeyPair keyPair() {
        TlsKeyPair known = current;
        if (known == null) {
            known = read();
            current = known;
        }
        return known;
    }

    /**
     * Reads the files again. Files that cannot be used are logged, and the last pair stays.
     *
     * @return the new pair; empty if the pair did not change or cannot be used
     */
    synchronized Optional<TlsKeyPair> reread() {
        try {
            TlsKeyPair found = read();
            if (found.equals(current)) {
                return Optional.empty();
            }
            current = found;
            return Optional.of(found);
        } catch (IllegalArgumentException | IllegalStateException e) {
            LOG.warn("The new certificate cannot be used; the last one stays: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private TlsKeyPair read() {
        Path key = required(configuration.tlsKeyFile(), "tls-key-file");
        Path certificate = required(configuration.tlsCertificateFile(), "tls-certificate-file");
        TlsKeyPair pair = TlsKeyPair.of(key.toFile(), certificate.toFile());
        if (!belongsTo(pair.certificateChain().get(0).getPublicKey(), pair.privateKey())) {
            throw new IllegalStateException(
                    "The key in " + key + " does not belong to the certificate in " + certificate);
        }
        return pair;
    }

    private static boolean belongsTo(PublicKey publicKey, PrivateKey privateKey) {
        try {
            Signature signature = Signature.getInstance(algorithm(privateKey));
            signature.initSign(privateKey);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false; // for example keys of two algorithms, or signatures of two lengths
        }
    }

    private static String algorithm(PrivateKey key) {
        if (key instanceof EdECKey) {
            return key.getAlgorithm();
        }
        return "SHA256with" + ("EC".equals(key.getAlgorithm()) ? "ECDSA" : key.getAlgorithm());
    }

    private static Path required(@Nullable Path file, String property) {
        if (file == null) {
            throw new IllegalStateException(
                    "tiphys.server." + property + " is missing: tiphys.server.tls-port needs it");
        }
        return file;
    }
}
