package com.irisx.webhooks.streams.dispatch;

import io.vertx.core.net.TrustOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Certificate authorities that are trusted in addition to those of the JDK. Read once, at start.
 *
 * @param certificates not empty
 */
public record CaBundle(List<X509Certificate> certificates) {

  public CaBundle {
    certificates = List.copyOf(certificates);
  }

  /**
   * Reads a PEM file with one or more certificates.
   *
   * @throws IllegalArgumentException if the file cannot be read, or holds none or anything else
   */
  public static CaBundle read(Path file) {
    Collection<? extends Certificate> read;
    try {
      byte[] pem = Files.readAllBytes(file);
      read =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem));
    } catch (IOException e) {
      throw new IllegalArgumentException("the file cannot be read", e);
    } catch (CertificateException e) {
      throw new IllegalArgumentException("the file is not PEM with certificates", e);
    }
    if (read.isEmpty()) {
      throw new IllegalArgumentException("the file has no certificate");
    }
    return new CaBundle(read.stream().map(X509Certificate.class::cast).toList());
  }

  /** Trust in these and in the JDK's. */
  TrustOptions trust() {
    try {
      KeyStore both = KeyStore.getInstance(KeyStore.getDefaultType());
      both.load(null, null);
      int number = 0;
      for (TrustManager manager : managers(null)) {
        if (manager instanceof X509TrustManager jdk) {
          for (X509Certificate certificate : jdk.getAcceptedIssuers()) {
            both.setCertificateEntry("jdk-" + number++, certificate);
          }
        }
      }
      for (X509Certificate certificate : certificates) {
        both.setCertificateEntry("bundle-" + number++, certificate);
      }
      return TrustOptions.wrap(managers(both)[0]);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("no trust store could be made", e);
    }
  }

  /** Those of {@code store}; of the JDK if it is null. */
  private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  @Override
  public String toString() {
    return "CaBundle[" + certificates.size() + " certificates]";
  }
}
