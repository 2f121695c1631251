package com.irisx.webhooks.standalone;

import java.nio.file.Path;

/** What a person needs to know once everything runs, ready to be pasted. */
record Banner(
    StandaloneSettings settings,
    String host,
    Credentials credentials,
    Path log,
    boolean demoTenant) {

  String text() {
    String api = "http://" + host + ":" + settings.apiPort().number();
    String kafka = "localhost:" + settings.kafkaPort().number();
    StringBuilder text =
        new StringBuilder(
            """

            Webhooks is running. Ctrl-C stops it; what it keeps is in %s

              web pages     %s/
              admin API     %s/v1        OpenAPI %s/v3/api-docs
              health        %s/actuator/health and http://%s:%d/actuator/health
              Kafka         %s
              Postgres      psql -h localhost -p %d -U postgres webhooks
              admin token   %s
            """
                .formatted(
                    settings.dataDirectory(),
                    api,
                    api,
                    api,
                    api,
                    host,
                    settings.streamsPort().number(),
                    kafka,
                    settings.postgresPort().number(),
                    credentials.adminToken()));
    if (demoTenant) {
      text.append(
          """
            demo API key  %s   (log in to the web pages with it)
            logs          %s

            The demo tenant's webhooks, and an event of your own for them:

              curl -s -H 'Authorization: Bearer %s' %s/v1/webhooks
              echo '{"tenant_id":"demo","type":"call.completed","data":{"duration_seconds":42}}' | kcat -P -b %s -t events.call
          """
              .formatted(credentials.demoApiKey(), log, credentials.demoApiKey(), api, kafka)
              .indent(0));
    } else {
      text.append(
          """
            logs          %s

            A tenant of your own:

              curl -s -H 'Authorization: Bearer %s' -H 'Content-Type: application/json' -d '{"name":"My tenant"}' %s/v1/tenants
          """
              .formatted(log, credentials.adminToken(), api)
              .indent(0));
    }
    return text.toString();
  }
}
