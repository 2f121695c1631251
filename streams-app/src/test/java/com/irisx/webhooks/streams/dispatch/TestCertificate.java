package com.irisx.webhooks.streams.dispatch;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.vertx.core.net.PfxOptions;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocketFactory;

/** A certificate with its key and its authorities, in a file. */
record TestCertificate(Path keyStore) {

  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final Duration DAY = Duration.ofDays(1);

  private static final String SUBJECT_ALT_NAME = "2.5.29.17";

  /** Of the entries that X509Bundle makes. */
  private static final String ROOT = "1";

  private static final String KEY = "2";

  /** A self-signed certificate valid for {@code name}, kept in {@code directory}. */
  static TestCertificate forName(String name, Path directory) {
    return kept(
        directory.resolve(name + ".p12"),
        () -> validFor(name).setIsCertificateAuthority(true).buildSelfSigned());
  }

  /** An authority that can {@link #issue} certificates. */
  static TestCertificate authority(String name, Path directory) {
    return kept(
        directory.resolve(name + ".p12"),
        () -> builder(name).setIsCertificateAuthority(true).buildSelfSigned());
  }

  /**
   * A certificate signed with the key of this one, whether it is an authority or not.
   *
   * @param file a name for its file
   */
  TestCertificate issue(String name, String file) {
    return issue(name, file, DAY.negated(), DAY);
  }

  /**
   * The same with a time.
   *
   * @param from the beginning of its validity, from now
   * @param until the end of its validity, from now
   */
  TestCertificate issue(String name, String file, Duration from, Duration until) {
    Instant now = Instant.now();
    return kept(
        keyStore.resolveSibling(file + ".p12"),
        () ->
            validFor(name)
                .notBefore(now.plus(from))
                .notAfter(now.plus(until))
                .buildIssuedBy(read()));
  }

  private static CertificateBuilder builder(String name) {
    return new CertificateBuilder().ecp256().subject("CN=" + name);
  }

  /** The library's own way refuses {@code *}. Encoded as RFC 5280, section 4.2.1.6 says. */
  private static CertificateBuilder validFor(String name) {
    byte[] ascii = name.getBytes(US_ASCII);
    ByteBuffer names = ByteBuffer.allocate(4 + ascii.length);
    names.put((byte) 0x30).put((byte) (2 + ascii.length)); // a sequence
    names.put((byte) 0x82).put((byte) ascii.length).put(ascii); // of one dNSName
    return builder(name).addExtensionOctetString(SUBJECT_ALT_NAME, false, names.array());
  }

  /** What the library throws is any exception. */
  private interface Making<T> {
    T make() throws Exception;
  }

  private static <T> T made(Making<T> making) {
    try {
      return making.make();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static TestCertificate kept(Path keyStore, Making<X509Bundle> making) {
    return made(
        () -> {
          try (OutputStream out = Files.newOutputStream(keyStore)) {
            making.make().toKeyStore(PASSWORD).store(out, PASSWORD);
          }
          return new TestCertificate(keyStore);
        });
  }

  private KeyStore load() {
    return made(
        () -> {
          try (InputStream in = Files.newInputStream(keyStore)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD);
            return store;
          }
        });
  }

  private X509Bundle read() throws GeneralSecurityException {
    KeyStore store = load();
    X509Certificate[] path =
        Arrays.stream(store.getCertificateChain(KEY))
            .map(X509Certificate.class::cast)
            .toArray(X509Certificate[]::new);
    return X509Bundle.fromCertificatePath(
        path,
        (X509Certificate) store.getCertificate(ROOT),
        new KeyPair(path[0].getPublicKey(), (PrivateKey) store.getKey(KEY, PASSWORD)));
  }

  /** Sockets of a server with this certificate. */
  SSLServerSocketFactory sockets() {
    return context().getServerSocketFactory();
  }

  /** TLS of a server with this certificate. */
  SSLContext context() {
    return made(
        () -> {
          KeyManagerFactory keys =
              KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
          keys.init(load(), PASSWORD);
          SSLContext context = SSLContext.getInstance("TLS");
          context.init(keys.getKeyManagers(), null, null);
          return context;
        });
  }

  /** For a server of Vert.x with this certificate. */
  PfxOptions key() {
    return new PfxOptions().setPath(keyStore.toString()).setPassword(new String(PASSWORD));
  }

  /** The certificate without its key, as a PEM file. */
  Path pem() {
    return made(() -> Files.writeString(Path.of(keyStore + ".pem"), read().getCertificatePEM()));
  }

  /** Trust in this certificate, beside the JDK's. */
  CaBundle bundle() {
    return CaBundle.read(pem());
  }
}
