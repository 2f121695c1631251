package com.irisx.webhooks.admin.openapi;

import com.irisx.webhooks.admin.security.Caller;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.LinkedHashMap;
import java.util.Locale;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The description at {@code /v3/api-docs}, drawn from the code. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

  private static final String BEARER = "bearer";

  static {
    SpringDocUtils.getConfig()
        .addRequestWrapperToIgnore(Caller.Tenant.class, Caller.Operator.class);
  }

  @Bean
  OpenApiCustomizer description() {
    return api -> {
      api.info(new Info().title("Webhooks admin API").version("v1"));
      api.addSecurityItem(new SecurityRequirement().addList(BEARER));
      api.getComponents()
          .addSecuritySchemes(
              BEARER, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"));
      snakeCase(api);
    };
  }

  /** The generator reads our records by another mapper than the one that writes them. */
  private static void snakeCase(OpenAPI api) {
    api.getComponents().getSchemas().values().forEach(OpenApiConfiguration::snakeCase);
  }

  private static void snakeCase(Schema<?> schema) {
    var properties = schema.getProperties();
    if (properties != null) {
      var renamed = new LinkedHashMap<>(properties);
      properties.clear();
      renamed.forEach((name, property) -> properties.put(snakeCase(name), property));
    }
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }
}
