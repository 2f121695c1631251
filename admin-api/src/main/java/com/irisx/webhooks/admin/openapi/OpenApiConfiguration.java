package com.irisx.webhooks.admin.openapi;

import com.irisx.webhooks.admin.security.Caller;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The description at {@code /v3/api-docs}, drawn from the code. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

  static final String TENANT = "api_key";
  static final String OPERATOR = "operator_token";

  static {
    SpringDocUtils.getConfig()
        .addRequestWrapperToIgnore(Caller.Tenant.class, Caller.Operator.class);
  }

  @Bean
  OpenApiCustomizer description(NullableMembers nullable) {
    return api -> {
      api.info(
          new Info()
              .title("Webhooks admin API")
              .version("v1")
              .description(
                  "Every error is an RFC 9457 problem document. Lists are read page by page:"
                      + " ask again with `cursor` set to the `next_cursor` of the page before."));
      // Wherever it is served.
      api.setServers(List.of(new Server().url("/")));
      api.getComponents()
          .addSecuritySchemes(TENANT, bearer("One of the tenant's API keys."))
          .addSecuritySchemes(OPERATOR, bearer("The operator's token."));
      ProblemResponses.define(api.getComponents());
      Schemas.correct(api.getComponents());
      nullable.mark(api.getComponents());
    };
  }

  private static SecurityScheme bearer(String description) {
    return new SecurityScheme()
        .type(SecurityScheme.Type.HTTP)
        .scheme("bearer")
        .description(description);
  }
}
