package com.irisx.webhooks.admin.command;

import com.irisx.webhooks.admin.config.AdminSettings;
import com.irisx.webhooks.admin.config.AdminSettings.KafkaSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where commands go. */
@Configuration(proxyBeanMethods = false)
class CommandConfiguration {

  @Bean
  CommandLog commandLog(AdminSettings settings) {
    KafkaSettings kafka = settings.kafka();
    return new CommandLog(
        kafka.connection(),
        kafka.topics().prefix() + "admin-commands",
        kafka.topics().commands(),
        CommandLog.ACKNOWLEDGED_WITHIN);
  }
}
