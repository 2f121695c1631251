package com.irisx.webhooks.admin.config;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Metric {@code webhooks.ready}: what the readiness endpoint answers, for alerts. */
@Configuration(proxyBeanMethods = false)
class ReadinessMetric {

  @Bean
  Gauge readiness(HealthEndpoint health, MeterRegistry registry) {
    return Gauge.builder("webhooks.ready", health, ReadinessMetric::ready)
        .description("whether the part works")
        .tag("part", "admin-api")
        .register(registry);
  }

  private static double ready(HealthEndpoint health) {
    HealthDescriptor readiness = health.healthForPath("readiness");
    return readiness != null && Status.UP.equals(readiness.getStatus()) ? 1 : 0;
  }
}
