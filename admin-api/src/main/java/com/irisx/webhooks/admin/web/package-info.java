/** The web pages for tenants: files that the build made, and nothing a tenant has. */
@NullMarked
package com.irisx.webhooks.admin.web;

import org.jspecify.annotations.NullMarked;
