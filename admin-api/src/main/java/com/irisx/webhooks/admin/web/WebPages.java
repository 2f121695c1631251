package com.irisx.webhooks.admin.web;

import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Serves the pages at {@code /}. They are the same for everybody and need no key: what they show
 * they ask of the public API. Which page is shown is behind the '#' of the address, so no other
 * path answers with them.
 */
@Configuration(proxyBeanMethods = false)
class WebPages implements WebMvcConfigurer {

  private static final String INDEX = "/index.html";
  private static final String FILES = "classpath:/web/";

  /** Files here are named after their content. */
  private static final CacheControl FOR_EVER =
      CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addViewController("/").setViewName("forward:" + INDEX);
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler(INDEX)
        .addResourceLocations(FILES)
        .setCacheControl(CacheControl.noCache());
    registry
        .addResourceHandler("/assets/**")
        .addResourceLocations(FILES + "assets/")
        .setCacheControl(FOR_EVER);
  }
}
