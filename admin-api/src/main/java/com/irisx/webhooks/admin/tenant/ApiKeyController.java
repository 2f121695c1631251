package com.irisx.webhooks.admin.tenant;

import com.irisx.webhooks.admin.problem.FieldErrors;
import com.irisx.webhooks.admin.problem.ProblemException;
import com.irisx.webhooks.admin.security.Caller;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The operator's routes for tenants' API keys. */
@RestController
@RequestMapping("/v1/tenants/{tenantId}/api-keys")
class ApiKeyController {

  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{8,200}");

  private final TenantRepository tenants;
  private final ApiKeys keys;

  ApiKeyController(TenantRepository tenants, ApiKeys keys) {
    this.tenants = tenants;
    this.keys = keys;
  }

  /**
   * What is asked for.
   *
   * @param key a key that exists already, at the operator's own risk; made up if missing
   */
  record NewApiKey(@Nullable String name, @Nullable String key) {
    /** Without the key. */
    @Override
    public String toString() {
      return "NewApiKey[name=" + name + "]";
    }
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  IssuedApiKey create(
      Caller.Operator operator, @PathVariable String tenantId, @RequestBody NewApiKey body) {
    FieldErrors errors = new FieldErrors();
    String name = Names.required(errors, body.name());
    errors.check(
        body.key() == null || KEY.matcher(body.key()).matches(),
        "key",
        "must have 8 to 200 printable ASCII characters and no space");
    errors.throwIfAny();
    if (!tenants.exists(tenantId)) {
      throw ProblemException.notFound("tenant");
    }
    return keys.issue(tenantId, name, body.key())
        .orElseThrow(() -> ProblemException.conflict("key", "is in use already"));
  }

  @DeleteMapping("/{keyId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void revoke(Caller.Operator operator, @PathVariable String tenantId, @PathVariable UUID keyId) {
    if (!keys.revoke(tenantId, keyId)) {
      throw ProblemException.notFound("API key");
    }
  }
}
