package com.irisx.webhooks.admin;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.irisx.webhooks.secret.SecretCipher;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.stereotype.Repository;
import org.springframework.web.bind.annotation.RestController;

/** What reviews would otherwise have to look for. */
@AnalyzeClasses(
    packages = "com.irisx.webhooks.admin",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule REPOSITORIES_STAY_HOME =
      classes()
          .that()
          .areAnnotatedWith(Repository.class)
          .should()
          .bePackagePrivate()
          .because("each table has one owner; other features ask its service");

  @ArchTest
  static final ArchRule CONTROLLERS_STAY_HOME =
      classes()
          .that()
          .areAnnotatedWith(RestController.class)
          .should()
          .bePackagePrivate()
          .because("routes are called over HTTP");

  @ArchTest
  static final ArchRule ONE_PLACE_ENCRYPTS =
      noClasses()
          .that()
          .resideOutsideOfPackage("..admin.secret..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(SecretCipher.class)
          .because("where no cipher is, no secret can be opened by mistake");

  @ArchTest
  static final ArchRule ONE_JACKSON =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("com.fasterxml.jackson.databind..")
                  .or(resideInAPackage("com.fasterxml.jackson.core..")))
          .because("Jackson 2 is on the class path for Debezium and OpenAPI only");

  @ArchTest
  static final ArchRule CAPTURE_IS_THE_ONLY_WAY_TO_THE_TOPIC =
      noClasses()
          .that()
          .resideInAPackage("..admin.webhook..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..")
          .because("a second write beside the table could be lost or come without the first");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices()
          .matching("com.irisx.webhooks.admin.(*)..")
          .should()
          .beFreeOfCycles()
          .because("a feature can be understood with what it uses, not with what uses it");
}
