package io.tiphys.gateway.testbed;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The certificate that fault proxies and listeners of tests show, made once in this JVM by the JDK's own keytool.
 *
 * @param server for listening with the certificate
 * @param pem the certificate, for those who are to trust it
 * @param key its private key
 */
public record ProxyCertificate(SSLContext server, Path pem, Path key) {
    private static final String PASSWORD = "proxy-of-tests";

    /** Makes it on the first use. */
    private static final class Once {
        static final ProxyCertificate MADE = make();
    }

    /** The certificate. */
    public static ProxyCertificate get() {
        return Once.MADE;
    }

    /** Makes another one, with a key of its own. */
    public static ProxyCertificate make() {
        try {
            Path directory = Files.createTempDirectory("tiphys-proxy");
            Path file = directory.resolve("keys.p12");
            keytool(file);
            KeyStore keys = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
            Files.delete(file);
            Files.delete(directory);
            String pem = pem("CERTIFICATE", keys.getCertificate("proxy").getEncoded());
            String key = pem(
                    "PRIVATE KEY", keys.getKey("proxy", PASSWORD.toCharArray()).getEncoded());
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD.toCharArray());
            SSLContext server = SSLContext.getInstance("TLS");
            server.init(managers.getKeyManagers(), null, null);
            return new ProxyCertificate(
                    server, TemporaryFiles.write("proxy", ".crt", pem), TemporaryFiles.write("proxy", ".key", key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pem(String what, byte[] der) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END " + what + "-----\n";
    }

    private static void keytool(Path file) throws IOException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "proxy",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=fault proxy",
                        "-ext",
                        "bc:c",
                        "-ext",
                        "san=ip:127.0.0.1,dns:localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.onExit().join().exitValue() != 0) {
            throw new IllegalStateException("keytool: " + output);
        }
    }

    /** What trusts the certificates of a PEM file, and no others. */
    static SSLContext trusting(Path certificates) {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            var factory = java.security.cert.CertificateFactory.getInstance("X.509");
            int number = 0;
            for (var one : factory.generateCertificates(new ByteArrayInputStream(Files.readAllBytes(certificates)))) {
                trusted.setCertificateEntry("ca-" + number++, one);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext client = SSLContext.getInstance("TLS");
            client.init(null, managers.getTrustManagers(), null);
            return client;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
