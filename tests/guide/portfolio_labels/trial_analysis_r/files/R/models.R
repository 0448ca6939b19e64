library(lme4)
library(survival)

#' Hours of sleep by arm and time, a random slope for each person.
fit_hours <- function(nights) {
  lmer(hours ~ arm * night + (1 + night | person), data = nights, REML = FALSE)
}

#' Likelihood-ratio test of the interaction.
test_arm <- function(nights) {
  full <- fit_hours(nights)
  null <- update(full, . ~ . - arm:night)
  anova(null, full)
}

fit_dropout <- function(people) {
  coxph(Surv(weeks, dropped) ~ arm + age, data = people)
}
