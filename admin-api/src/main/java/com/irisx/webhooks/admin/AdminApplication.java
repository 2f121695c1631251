package com.irisx.webhooks.admin;

import com.irisx.webhooks.admin.config.AdminSettings;
import com.irisx.webhooks.admin.config.InvalidSettingException;
import com.irisx.webhooks.admin.config.SpringProperties;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The admin API: routes, change capture and projection in one process. */
// Kafka clients are made by hand from AdminSettings; Boot's would look for a broker on localhost.
@SpringBootApplication(exclude = KafkaAutoConfiguration.class, proxyBeanMethods = false)
@EnableScheduling
public final class AdminApplication {

  private AdminApplication() {}

  /**
   * Runs the API alone, from the process environment, with structured logs. A wrong setting, topics
   * that are not as they must be or a missing permission end it with status 1; the last line says
   * what it was.
   */
  public static void main(String[] args) {
    try {
      SpringApplication application = application(System.getenv());
      application.setDefaultProperties(Map.of("logging.structured.format.console", "logstash"));
      application.run();
    } catch (RuntimeException e) {
      System.err.println("admin-api cannot start: " + e.getMessage());
      System.exit(1);
    }
  }

  /**
   * Runs the API inside another program: it reads nothing but {@code env}, leaves the program's
   * logging alone and ends when the returned context is closed, not before.
   *
   * @throws InvalidSettingException if a setting is missing or wrong
   */
  public static ConfigurableApplicationContext start(Map<String, String> env) {
    SpringApplication application = application(env);
    application.setListeners(
        application.getListeners().stream()
            .filter(listener -> !(listener instanceof LoggingApplicationListener))
            .toList());
    application.setRegisterShutdownHook(false);
    return application.run();
  }

  private static SpringApplication application(Map<String, String> env) {
    AdminSettings settings = AdminSettings.from(env);
    SpringApplication application = new SpringApplication(AdminApplication.class);
    application.setBannerMode(Banner.Mode.OFF);
    application.setEnvironment(new SettingsEnvironment(settings, env));
    application.addInitializers(
        context -> context.getBeanFactory().registerSingleton("adminSettings", settings));
    return application;
  }

  /** The given variables instead of the process's, with our settings in front. */
  private static final class SettingsEnvironment extends StandardEnvironment {
    SettingsEnvironment(AdminSettings settings, Map<String, String> env) {
      super(new MutablePropertySources());
      getPropertySources()
          .addLast(new MapPropertySource("adminSettings", SpringProperties.of(settings)));
      getPropertySources()
          .addLast(
              new SystemEnvironmentPropertySource(
                  SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.copyOf(env)));
    }

    @Override
    protected void customizePropertySources(MutablePropertySources propertySources) {
      // Added by the constructor, where they are known.
    }
  }
}
