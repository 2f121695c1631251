package com.irisx.webhooks.admin.tenant;

import com.irisx.webhooks.admin.problem.FieldErrors;
import com.irisx.webhooks.admin.problem.ProblemException;
import com.irisx.webhooks.admin.security.Caller;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The operator's route for tenants. */
@RestController
@RequestMapping("/v1/tenants")
class TenantController {

  // Ids are part of paths, topics' records and log lines.
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:@-]{0,127}");

  private final TenantRepository tenants;

  TenantController(TenantRepository tenants) {
    this.tenants = tenants;
  }

  /**
   * What is asked for.
   *
   * @param id the id that upstream services already use in their events; made up if missing
   */
  record NewTenant(@Nullable String id, @Nullable String name) {}

  record TenantView(String id, String name, Instant createdAt) {}

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  TenantView create(Caller.Operator operator, @RequestBody NewTenant body) {
    FieldErrors errors = new FieldErrors();
    String name = Names.required(errors, body.name());
    String id = body.id() == null ? UUID.randomUUID().toString() : body.id();
    errors.check(
        ID.matcher(id).matches(),
        "id",
        "must begin with a letter or digit and have at most 128 of letters, digits and . _ : @ -");
    errors.throwIfAny();
    Instant createdAt =
        tenants
            .insert(id, name)
            .orElseThrow(() -> ProblemException.conflict("id", "is another tenant's already"));
    return new TenantView(id, name, createdAt);
  }
}
