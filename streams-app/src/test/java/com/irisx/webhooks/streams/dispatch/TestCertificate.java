package com.irisx.webhooks.streams.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocketFactory;

/** A certificate with its key, made by the JDK's keytool. */
record TestCertificate(Path keyStore) {

  private static final String PASSWORD = "changeit";

  /** A self-signed certificate valid for {@code name}, kept in {@code directory}. */
  static TestCertificate forName(String name, Path directory) {
    return keyPair(directory.resolve(name + ".p12"), "CN=" + name, "-ext", "san=dns:" + name);
  }

  /** An authority that can {@link #issue} certificates. */
  static TestCertificate authority(String name, Path directory) {
    return keyPair(directory.resolve(name + ".p12"), "CN=" + name, "-ext", "bc:c");
  }

  /**
   * A certificate signed by this authority.
   *
   * @param file a name for its files
   * @param validity options of keytool such as {@code -startdate}
   */
  TestCertificate issue(String name, String file, String... validity) {
    TestCertificate issued = keyPair(keyStore.resolveSibling(file + ".p12"), "CN=" + name);
    String request = keyStore.resolveSibling(file + ".csr").toString();
    String answer = keyStore.resolveSibling(file + ".pem").toString();
    String own = keyStore.resolveSibling(file + "-ca.pem").toString();
    issued.keytool("-certreq", "-file", request);
    keytool(
        Stream.concat(
                Stream.of("-gencert", "-rfc", "-infile", request, "-outfile", answer),
                Stream.concat(Stream.of("-ext", "san=dns:" + name), Stream.of(validity)))
            .toArray(String[]::new));
    keytool("-exportcert", "-rfc", "-file", own);
    issued.keytool("-importcert", "-noprompt", "-alias", "authority", "-file", own);
    issued.keytool("-importcert", "-noprompt", "-file", answer);
    return issued;
  }

  private static TestCertificate keyPair(Path keyStore, String subject, String... options) {
    TestCertificate made = new TestCertificate(keyStore);
    made.keytool(
        Stream.concat(
                Stream.of("-genkeypair", "-keyalg", "EC", "-dname", subject), Stream.of(options))
            .toArray(String[]::new));
    return made;
  }

  private void keytool(String... command) {
    List<String> all = new ArrayList<>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    all.addAll(List.of(command));
    if (!all.contains("-alias")) {
      all.addAll(List.of("-alias", "test"));
    }
    all.addAll(
        List.of("-storetype", "PKCS12", "-keystore", keyStore.toString(), "-storepass", PASSWORD));
    try {
      Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("keytool failed: " + output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Sockets of a server with this certificate. */
  SSLServerSocketFactory sockets() {
    return context().getServerSocketFactory();
  }

  /** TLS of a server with this certificate. */
  SSLContext context() {
    try (InputStream in = Files.newInputStream(keyStore)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD.toCharArray());
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For a server of Vert.x with this certificate. */
  PfxOptions key() {
    return new PfxOptions().setPath(keyStore.toString()).setPassword(PASSWORD);
  }

  /** The certificate without its key, as a PEM file. */
  Path pem() {
    try (InputStream in = Files.newInputStream(keyStore)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD.toCharArray());
      String base64 =
          Base64.getMimeEncoder(64, new byte[] {'\n'})
              .encodeToString(store.getCertificate("test").getEncoded());
      return Files.writeString(
          Path.of(keyStore + ".pem"),
          "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Trust in this certificate, beside the JDK's. */
  CaBundle bundle() {
    return CaBundle.read(pem());
  }
}
