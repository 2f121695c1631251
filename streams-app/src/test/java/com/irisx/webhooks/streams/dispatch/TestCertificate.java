package com.irisx.webhooks.streams.dispatch;

import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocketFactory;

/** A self-signed certificate, made by the JDK's keytool. */
record TestCertificate(Path keyStore) {

  private static final String PASSWORD = "changeit";

  /** A certificate valid for {@code name}, kept in {@code directory}. */
  static TestCertificate forName(String name, Path directory) {
    Path keyStore = directory.resolve(name + ".p12");
    List<String> keytool =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias=test",
            "-keyalg=EC",
            "-dname=CN=" + name,
            "-ext=san=dns:" + name,
            "-storetype=PKCS12",
            "-keystore=" + keyStore,
            "-storepass=" + PASSWORD);
    try {
      Process process =
          new ProcessBuilder(
                  keytool.stream().map(TestCertificate::spaced).flatMap(List::stream).toList())
              .inheritIO()
              .start();
      if (process.waitFor() != 0) {
        throw new IllegalStateException("keytool failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return new TestCertificate(keyStore);
  }

  private static List<String> spaced(String option) {
    int equals = option.startsWith("-") ? option.indexOf('=') : -1;
    return equals < 0
        ? List.of(option)
        : List.of(option.substring(0, equals), option.substring(equals + 1));
  }

  /** Sockets of a server with this certificate. */
  SSLServerSocketFactory sockets() {
    try (InputStream in = Files.newInputStream(keyStore)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD.toCharArray());
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context.getServerSocketFactory();
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
