package com.irisx.webhooks.admin.command;

import com.irisx.webhooks.admin.security.Caller;
import com.irisx.webhooks.admin.webhook.Webhooks;
import com.irisx.webhooks.schema.Command;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Stops a webhook's requests for a while; deliveries wait and none is lost. */
@RestController
@RequestMapping("/v1/webhooks/{id}")
class PauseController {

  private final Webhooks webhooks;
  private final CommandLog commands;

  PauseController(Webhooks webhooks, CommandLog commands) {
    this.webhooks = webhooks;
    this.commands = commands;
  }

  /**
   * What will be; reading the webhook says when it is.
   *
   * @param id the webhook's
   */
  record PauseView(UUID id, boolean paused) {}

  @PostMapping("/pause")
  @ResponseStatus(HttpStatus.ACCEPTED)
  PauseView begin(Caller.Tenant tenant, @PathVariable UUID id) {
    webhooks.get(tenant, id);
    commands.send(new Command.Pause(id));
    return new PauseView(id, true);
  }

  @PostMapping("/resume")
  @ResponseStatus(HttpStatus.ACCEPTED)
  PauseView end(Caller.Tenant tenant, @PathVariable UUID id) {
    webhooks.get(tenant, id);
    commands.send(new Command.Resume(id));
    return new PauseView(id, false);
  }
}
