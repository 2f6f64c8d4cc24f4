package org.sungu.architecture;

import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import org.junit.jupiter.api.Test;

/// Habits that a compiled class shows.
final class StyleTest {
  @Test
  void namesSayWhatATypeIs() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameContaining("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveSimpleNameStartingWith("Abstract")
        .check(SunguClasses.ALL);
  }

  @Test
  void everyClassIsAbstractOrFinal() {
    var abstractOrFinal =
        DescribedPredicate.<JavaClass>describe(
            "abstract or final",
            type ->
                type.getModifiers().contains(JavaModifier.ABSTRACT) || type.getModifiers().contains(JavaModifier.FINAL));
    classes()
        .that()
        .areNotInterfaces()
        .and()
        .areNotEnums()
        .and()
        .areNotAnonymousClasses()
        .and()
        .areNotAnnotatedWith("io.soabase.recordbuilder.core.RecordBuilderGenerated")
        .should(be(abstractOrFinal))
        .check(SunguClasses.ALL);
  }
}
